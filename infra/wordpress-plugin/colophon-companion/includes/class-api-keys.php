<?php

declare(strict_types=1);

namespace Colophon\Companion;

/**
 * Keys for machines, beside WordPress's application passwords: `Authorization: Bearer colophon_ID_SECRET`. Of the secret only a
 * hash is stored; it is 32 random bytes, so a fast hash is enough. Where application passwords are not allowed, neither are these.
 * A key opens what its user may do with posts and all else, but changes no account, no password and no key.
 */
final class ApiKeys
{
    private const FORM = '/^Bearer\s+colophon_([0-9a-f]{16})_([0-9a-f]{64})$/';

    /** Accounts and their passwords: by them a key could leave another way in behind, which its own end would not close. */
    private const NOT_BY_KEY = [
        'create_app_password', 'edit_app_password', 'delete_app_password', 'delete_app_passwords',
        'create_users', 'edit_user', 'edit_users', 'promote_user', 'promote_users', 'delete_user', 'delete_users',
    ];

    /** Whether this request's user was told by a key. */
    private static bool $by_key = false;

    /** Twice in a request would mean that WordPress asks again while we ask who may have one. */
    private static bool $asking = false;

    public static function hook(): void
    {
        add_filter('determine_current_user', [self::class, 'user_of_request'], 25);
        add_filter('map_meta_cap', [self::class, 'without_accounts'], 10, 2);
        add_action('deleted_user', [self::class, 'forget_user']);
    }

    public static function user_of_request(mixed $user): mixed
    {
        if (!empty($user) || self::$asking || !self::is_rest()) {
            return $user;
        }
        if (preg_match(self::FORM, self::header(), $found) !== 1) {
            return $user;
        }
        self::$asking = true;
        try {
            $known = self::user_of($found[1], $found[2]);
            self::$by_key = $known !== null;
            return $known ?? $user;
        } finally {
            self::$asking = false;
        }
    }

    public static function by_key(): bool
    {
        return self::$by_key;
    }

    public static function without_accounts(array $needed, string $capability): array
    {
        return self::$by_key && in_array($capability, self::NOT_BY_KEY, true) ? ['do_not_allow'] : $needed;
    }

    /** The whole key, for the one time that it is known. */
    public static function create(int $user, string $name): string
    {
        global $wpdb;
        $id = bin2hex(random_bytes(8));
        $secret = bin2hex(random_bytes(32));
        $stored = $wpdb->insert(Schema::api_keys(), [
            'id' => $id,
            'secret_hash' => hash('sha256', $secret),
            'user_id' => $user,
            'name' => mb_substr($name, 0, 100),
            'created_at' => gmdate('Y-m-d H:i:s'),
        ]);
        if ($stored !== 1) {
            throw new DatabaseFailed('the key was not stored');
        }
        return "colophon_{$id}_{$secret}";
    }

    /** Without hashes. */
    public static function all(): array
    {
        global $wpdb;
        return array_map(
            static fn (object $row): array => ['id' => $row->id, 'name' => $row->name, 'user' => (int) $row->user_id,
                'created' => mysql_to_rfc3339($row->created_at) . 'Z'],
            $wpdb->get_results('SELECT id, name, user_id, created_at FROM `' . Schema::api_keys() . '` ORDER BY created_at, id LIMIT 200')
        );
    }

    public static function revoke(string $id): bool
    {
        global $wpdb;
        return $wpdb->delete(Schema::api_keys(), ['id' => $id]) === 1;
    }

    public static function forget_user(int $user): void
    {
        global $wpdb;
        $wpdb->delete(Schema::api_keys(), ['user_id' => $user]);
    }

    private static function user_of(string $id, string $secret): ?int
    {
        global $wpdb;
        $row = $wpdb->get_row($wpdb->prepare(
            'SELECT secret_hash, user_id FROM `' . Schema::api_keys() . '` WHERE id = %s',
            $id
        ));
        // Compared in constant time also where there is no such key: how long it takes tells nothing.
        $known = hash_equals($row->secret_hash ?? str_repeat('0', 64), hash('sha256', $secret));
        if ($row === null || !$known) {
            return null;
        }
        $user = get_userdata((int) $row->user_id);
        return $user !== false && wp_is_application_passwords_available_for_user($user) ? (int) $user->ID : null;
    }

    /**
     * By the whole path: WordPress itself asks who is there before it knows, and no other page is opened by a key. A parameter goes before
     * the path: where it is there and names no route, WordPress answers with an ordinary page.
     */
    private static function is_rest(): bool
    {
        foreach ([$_GET, $_POST] as $parameters) {
            if (isset($parameters['rest_route']) && (!is_string($parameters['rest_route']) || empty($parameters['rest_route']))) {
                return false;
            }
        }
        $path = (string) parse_url((string) ($_SERVER['REQUEST_URI'] ?? ''), PHP_URL_PATH);
        $home = rtrim((string) parse_url(home_url(), PHP_URL_PATH), '/');
        if (isset($_GET['rest_route']) && in_array($path, ["$home/", "$home/index.php"], true)) {
            return true;
        }
        $prefix = rest_get_url_prefix() . '/';
        return str_starts_with($path, "$home/$prefix") || str_starts_with($path, "$home/index.php/$prefix");
    }

    /** Some web servers keep the header to themselves, and hand it on under another name. */
    private static function header(): string
    {
        foreach (['HTTP_AUTHORIZATION', 'REDIRECT_HTTP_AUTHORIZATION'] as $name) {
            if (!empty($_SERVER[$name])) {
                return trim((string) $_SERVER[$name]);
            }
        }
        return isset($_SERVER['HTTP_X_COLOPHON_KEY']) ? 'Bearer ' . trim((string) $_SERVER['HTTP_X_COLOPHON_KEY']) : '';
    }
}
