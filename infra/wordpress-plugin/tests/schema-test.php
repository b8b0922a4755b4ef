<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\Schema;

use const Colophon\Companion\PROTOCOL;
use const Colophon\Companion\VERSION;

function own_tables(): array
{
    global $wpdb;
    return $wpdb->get_col("SHOW TABLES LIKE '{$wpdb->prefix}colophon%'");
}

return [
    'activation makes the tables once, and again without harm' => function (): void {
        global $wpdb;
        $wpdb->query('INSERT INTO `' . Schema::requests() . "` (at, method, route, status, code, user_id, duration_ms)
            VALUES (UTC_TIMESTAMP(), 'GET', '/colophon/v1/unit', 200, '', 1, 1)");

        Schema::activate();

        same(3, count(own_tables()), 'tables');
        same([], Schema::wrong_engines(), 'engines');
        same('1', $wpdb->get_var('SELECT count(*) FROM `' . Schema::requests() . "` WHERE route = '/colophon/v1/unit'"), 'rows');
    },
    'a newer zip over tables of an older plugin brings them up to date with all that is in them' => function (): void {
        global $wpdb;
        $wpdb->query('ALTER TABLE `' . Schema::requests() . '` DROP COLUMN correlation');
        $wpdb->query('DROP TABLE `' . Schema::api_keys() . '`');
        $wpdb->query('INSERT INTO `' . Schema::requests() . "` (at, method, route, status, code, user_id, duration_ms)
            VALUES (UTC_TIMESTAMP(), 'GET', '/colophon/v1/older', 200, '', 1, 1)");
        update_option(Schema::OPTION, ['version' => '1.0.0', 'protocol' => 1], true); // as the first release noted it
        same([Schema::requests() . '.correlation'], Schema::missing_columns(), 'missing before');

        Schema::catch_up();

        same([], Schema::missing_columns(), 'missing after');
        same(3, count(own_tables()), 'tables');
        same([], Schema::wrong_engines(), 'engines');
        same(
            ['version' => VERSION, 'protocol' => PROTOCOL, 'schema' => Schema::VERSION],
            get_option(Schema::OPTION),
            'what is noted'
        );
        same('1', $wpdb->get_var('SELECT count(*) FROM `' . Schema::requests() . "` WHERE route = '/colophon/v1/older'"), 'rows');
    },
    'tables that are up to date are asked for nothing' => function (): void {
        global $wpdb;
        $before = $wpdb->num_queries;

        Schema::catch_up();

        same($before, $wpdb->num_queries, 'queries');
    },
    'a site that cannot be brought up to date is left in peace for a while' => function (): void {
        global $wpdb;
        $wpdb->query('ALTER TABLE `' . Schema::requests() . '` DROP COLUMN correlation');
        update_option(Schema::OPTION, ['version' => '1.0.0', 'protocol' => 1, 'try_again_at' => time() + 60], true);

        Schema::catch_up();

        same([Schema::requests() . '.correlation'], Schema::missing_columns(), 'missing meanwhile');
        update_option(Schema::OPTION, ['version' => '1.0.0', 'protocol' => 1, 'try_again_at' => time() - 1], true);
        Schema::catch_up();
        same([], Schema::missing_columns(), 'missing after');
    },
    'a plugin that was never activated makes no tables of its own accord' => function (): void {
        Schema::drop();

        Schema::catch_up();

        same([], own_tables(), 'tables');
    },
    'uninstalling takes away what is the plugin\'s own, and no post and no meta' => function (): void {
        $post = wp_insert_post(['post_title' => 'stays', 'post_name' => fresh(), 'post_status' => 'publish']);
        add_post_meta($post, 'colophon_seo_title', 'stays too');
        update_option(Schema::SEO_OPTION, ['yoast' => 'done'], true);
        if (!defined('WP_UNINSTALL_PLUGIN')) {
            define('WP_UNINSTALL_PLUGIN', 'colophon-companion/colophon-companion.php');
        }

        require WP_PLUGIN_DIR . '/colophon-companion/uninstall.php';

        same([], own_tables(), 'tables');
        same(false, get_option(Schema::OPTION), 'option');
        same(false, get_option(Schema::SEO_OPTION), 'option of SEO');
        clean_post_cache($post);
        same('publish', get_post($post)?->post_status, 'post');
        same('stays too', get_post_meta($post, 'colophon_seo_title', true), 'meta');
    },
];
