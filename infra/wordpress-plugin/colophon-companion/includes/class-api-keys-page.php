<?php

declare(strict_types=1);

namespace Colophon\Companion;

/** The page Tools > Colophon: what the site says of itself, and its API keys. */
final class ApiKeysPage
{
    private const SLUG = 'colophon-companion';

    public static function hook(): void
    {
        add_action('admin_menu', static function (): void {
            add_management_page('Colophon', 'Colophon', 'manage_options', self::SLUG, [self::class, 'show']);
        });
    }

    public static function show(): void
    {
        if (!current_user_can('manage_options')) {
            return;
        }
        $made = self::act();
        echo '<div class="wrap"><h1>Colophon</h1>';
        printf('<p>%s</p>', esc_html('Companion ' . VERSION . '. ' . self::engines()));
        if ($made !== '') {
            printf('<div class="notice notice-success"><p>New key, shown this once: <code>%s</code></p></div>', esc_html($made));
        }
        echo '<h2>API keys</h2><table class="widefat"><thead><tr><th>Name</th><th>User</th><th>Made</th><th></th></tr></thead><tbody>';
        foreach (ApiKeys::all() as $key) {
            $user = get_userdata($key['user']);
            printf(
                '<tr><td>%s</td><td>%s</td><td>%s</td><td><form method="post">%s<button class="button" name="revoke" value="%s">Revoke</button></form></td></tr>',
                esc_html($key['name']),
                esc_html($user === false ? '' : $user->user_login),
                esc_html($key['created']),
                wp_nonce_field(self::SLUG, '_wpnonce', true, false),
                esc_attr($key['id'])
            );
        }
        echo '</tbody></table><h2>Make a key</h2><form method="post">';
        wp_nonce_field(self::SLUG);
        echo '<p><label>Name <input name="name" required maxlength="100"></label> <label>User ';
        wp_dropdown_users(['name' => 'user', 'capability' => 'edit_others_posts']);
        echo '</label> <button class="button button-primary" name="make" value="1">Make</button></p></form></div>';
    }

    private static function act(): string
    {
        if (!isset($_POST['make']) && !isset($_POST['revoke'])) {
            return '';
        }
        check_admin_referer(self::SLUG);
        if (isset($_POST['revoke'])) {
            ApiKeys::revoke(sanitize_key(wp_unslash((string) $_POST['revoke'])));
            return '';
        }
        $user = (int) ($_POST['user'] ?? 0);
        $name = sanitize_text_field(wp_unslash((string) ($_POST['name'] ?? '')));
        return get_userdata($user) === false || $name === '' ? '' : ApiKeys::create($user, $name);
    }

    private static function engines(): string
    {
        $wrong = Schema::wrong_engines();
        return $wrong === [] ? 'All tables can roll back.' : Schema::explained($wrong);
    }
}
