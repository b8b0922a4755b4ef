<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\KeyTable;
use Colophon\Companion\Once;
use Colophon\Companion\Worked;

/** A post and its key within one transaction, which then ends as told. */
function made(string $key, callable $end): \WP_REST_Response|\WP_Error
{
    $keys = new KeyTable();
    return (new Once($keys))->run(function () use ($keys, $key, $end): Worked {
        $keys->take($key, 'hash', 'attempt', 1, 'post');
        $post = wp_insert_post(['post_title' => $key, 'post_name' => $key, 'post_status' => 'publish']);
        add_post_meta($post, 'colophon_story_key', $key);
        $keys->bind($key, 'attempt', $post);
        return $end($post);
    });
}

return [
    'what is kept is there, post and key' => function (): void {
        $key = fresh();

        $answer = made($key, fn (int $post): Worked => Worked::keep(new \WP_REST_Response(['id' => $post])));

        same(1, posts_named($key), 'posts');
        same($answer->get_data()['id'], (new KeyTable())->find($key)?->post_id, 'on record');
    },
    'what is undone leaves neither post nor key nor meta' => function (): void {
        global $wpdb;
        $key = fresh();

        $answer = made($key, fn (int $post): Worked => Worked::undo(new \WP_Error('refused', (string) $post)));

        same('refused', $answer->get_error_code(), 'answer');
        same(0, posts_named($key), 'posts');
        same(null, (new KeyTable())->find($key), 'key');
        same(null, get_post((int) $answer->get_error_message()), 'the cache');
        same('0', $wpdb->get_var($wpdb->prepare("SELECT count(*) FROM $wpdb->postmeta WHERE meta_value = %s", $key)), 'meta');
    },
    'a dead hook leaves nothing, and is told without what it said' => function (): void {
        $key = fresh();
        $log = ini_set('error_log', '/dev/null'); // it is told there, which is no failure of this test

        $answer = made($key, fn (int $post): Worked => throw new \Error('secret of the site'));
        ini_set('error_log', (string) $log);

        same('colophon_rolled_back', $answer->get_error_code(), 'answer');
        same(false, str_contains(serialize($answer), 'secret'), 'tells the error');
        same(0, posts_named($key), 'posts');
        same(null, (new KeyTable())->find($key), 'key');
    },
];
