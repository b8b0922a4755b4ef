<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\Schema;

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
    'uninstalling takes away what is the plugin\'s own, and no post and no meta' => function (): void {
        $post = wp_insert_post(['post_title' => 'stays', 'post_name' => fresh(), 'post_status' => 'publish']);
        add_post_meta($post, 'colophon_seo_title', 'stays too');
        if (!defined('WP_UNINSTALL_PLUGIN')) {
            define('WP_UNINSTALL_PLUGIN', 'colophon-companion/colophon-companion.php');
        }

        require WP_PLUGIN_DIR . '/colophon-companion/uninstall.php';

        same([], own_tables(), 'tables');
        same(false, get_option(Schema::OPTION), 'option');
        clean_post_cache($post);
        same('publish', get_post($post)?->post_status, 'post');
        same('stays too', get_post_meta($post, 'colophon_seo_title', true), 'meta');
    },
];
