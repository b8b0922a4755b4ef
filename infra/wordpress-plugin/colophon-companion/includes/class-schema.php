<?php

declare(strict_types=1);

namespace Colophon\Companion;

/** The plugin's own tables, and the engine without which none of its promises hold. */
final class Schema
{
    public const OPTION = 'colophon_companion';

    /** Which SEO plugins have been handed what was there before them. */
    public const SEO_OPTION = 'colophon_companion_seo';

    /** Raised with every change of the tables; `catch_up` brings those of an older plugin to it. */
    public const VERSION = 2;

    /** A site whose tables cannot be changed is not asked at every request. */
    private const TRY_AGAIN_SECONDS = 300;

    /** Columns that tables of an older plugin lack. */
    private const ADDED_COLUMNS = [
        'colophon_request' => [
            'correlation' => 'varchar(80) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL AFTER user_id',
        ],
    ];

    /** Whose rows are written in one transaction with the key: a single table without roll-back breaks it. */
    private const WORDPRESS_TABLES = ['posts', 'postmeta', 'term_relationships', 'term_taxonomy', 'terms', 'options'];

    public static function publications(): string
    {
        return self::table('colophon_publication');
    }

    public static function api_keys(): string
    {
        return self::table('colophon_api_key');
    }

    public static function requests(): string
    {
        return self::table('colophon_request');
    }

    public static function hook(): void
    {
        add_action('plugins_loaded', [self::class, 'catch_up']);
    }

    /**
     * A newer zip over an active plugin activates nothing: the tables of the older one are found here, by what the option says of them.
     * One that was never activated has no option, and gets its tables when it is.
     */
    public static function catch_up(): void
    {
        $known = get_option(self::OPTION);
        if (!is_array($known) || self::is_current($known) || time() < (int) ($known['try_again_at'] ?? 0)) {
            return;
        }
        self::create();
        if (self::wrong_engines() === [] && self::missing_columns() === []) {
            self::note();
        } else {
            update_option(self::OPTION, ['try_again_at' => time() + self::TRY_AGAIN_SECONDS] + $known, true);
        }
    }

    /** Makes the tables, or refuses: WordPress then leaves the plugin inactive and shows the reason. */
    public static function activate(): void
    {
        $wrong = self::wrong_engines();
        if ($wrong === []) {
            self::create();
            $wrong = self::wrong_engines();
        }
        if ($wrong !== []) {
            wp_die(
                esc_html(self::explained($wrong)),
                esc_html__('Colophon Companion cannot be activated', 'colophon-companion'),
                ['response' => 500, 'back_link' => true]
            );
        }
        self::note();
    }

    private static function is_current(array $known): bool
    {
        return ($known['schema'] ?? null) === self::VERSION && ($known['version'] ?? null) === VERSION;
    }

    private static function note(): void
    {
        update_option(self::OPTION, ['version' => VERSION, 'protocol' => PROTOCOL, 'schema' => self::VERSION], true);
    }

    /** Removes what is the plugin's own. Posts and what they carry stay as they are. */
    public static function drop(): void
    {
        global $wpdb;
        foreach ([self::publications(), self::api_keys(), self::requests()] as $table) {
            $wpdb->query("DROP TABLE IF EXISTS `$table`");
        }
        delete_option(self::OPTION);
        delete_option(self::SEO_OPTION);
    }

    /** Tables that cannot roll back, or are not there, each with its engine. */
    public static function wrong_engines(): array
    {
        global $wpdb;
        $needed = array_map(static fn (string $name): string => $wpdb->prefix . $name, self::WORDPRESS_TABLES);
        $own = [self::publications(), self::api_keys(), self::requests()];
        $wrong = [];
        foreach ([...$needed, ...$own] as $table) {
            $engine = $wpdb->get_var($wpdb->prepare(
                'SELECT engine FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = %s',
                $table
            ));
            if ($engine === null && in_array($table, $own, true)) {
                continue; // made by the activation that asks
            }
            if ($engine === null || strcasecmp((string) $engine, 'InnoDB') !== 0) {
                $wrong[$table] = $engine ?? 'missing';
            }
        }
        return $wrong;
    }

    /** What an older plugin's tables lack, as `table.column`. */
    public static function missing_columns(): array
    {
        global $wpdb;
        $missing = [];
        foreach (self::ADDED_COLUMNS as $name => $columns) {
            $table = self::table($name);
            foreach (array_keys($columns) as $column) {
                if ($wpdb->get_var($wpdb->prepare("SHOW COLUMNS FROM `$table` LIKE %s", $column)) === null) {
                    $missing[] = "$table.$column";
                }
            }
        }
        return $missing;
    }

    public static function explained(array $wrong): string
    {
        $tables = implode(', ', array_map(
            static fn (string $table, string $engine): string => "$table ($engine)",
            array_keys($wrong),
            $wrong
        ));
        return "Colophon Companion needs the storage engine InnoDB, since a failed publication must be undone as a whole. "
            . "These tables have another one: $tables. Convert them (ALTER TABLE ... ENGINE=InnoDB) and activate the plugin again.";
    }

    private static function table(string $name): string
    {
        global $wpdb;
        return $wpdb->prefix . $name;
    }

    private static function create(): void
    {
        global $wpdb;
        $statements = [
            // Without a post and without an attempt a key is fenced: only this epoch or a newer one may make its post. With an
            // attempt and no post its transaction runs, or was broken up.
            'CREATE TABLE IF NOT EXISTS `' . self::publications() . '` (
                publication_key varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                body_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                attempt char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                epoch bigint unsigned NOT NULL,
                post_type varchar(20) NOT NULL,
                post_id bigint unsigned DEFAULT NULL,
                created_at datetime NOT NULL,
                updated_at datetime NOT NULL,
                PRIMARY KEY (publication_key),
                UNIQUE KEY post_id (post_id)
            ) ENGINE=InnoDB ' . $wpdb->get_charset_collate(),
            'CREATE TABLE IF NOT EXISTS `' . self::api_keys() . '` (
                id char(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                secret_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                user_id bigint unsigned NOT NULL,
                name varchar(100) NOT NULL,
                created_at datetime NOT NULL,
                PRIMARY KEY (id),
                KEY user_id (user_id)
            ) ENGINE=InnoDB ' . $wpdb->get_charset_collate(),
            'CREATE TABLE IF NOT EXISTS `' . self::requests() . '` (
                id bigint unsigned NOT NULL AUTO_INCREMENT,
                at datetime NOT NULL,
                method varchar(10) NOT NULL,
                route varchar(200) NOT NULL,
                epoch bigint unsigned DEFAULT NULL,
                status smallint unsigned NOT NULL,
                code varchar(60) NOT NULL,
                user_id bigint unsigned NOT NULL,
                correlation varchar(80) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
                duration_ms int unsigned NOT NULL,
                PRIMARY KEY (id)
            ) ENGINE=InnoDB ' . $wpdb->get_charset_collate(),
        ];
        foreach ($statements as $statement) {
            $wpdb->query($statement);
        }
        $told = $wpdb->suppress_errors(); // of two requests at once the later one finds the column made
        foreach (self::missing_columns() as $missing) {
            [$table, $column] = explode('.', $missing);
            $definition = self::ADDED_COLUMNS[substr($table, strlen($wpdb->prefix))][$column];
            $wpdb->query("ALTER TABLE `$table` ADD COLUMN $column $definition");
        }
        $wpdb->suppress_errors($told);
    }
}
