<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\KeyTable;
use Colophon\Companion\Once;
use Colophon\Companion\Schema;
use Colophon\Companion\Worked;

return [
    'the first to take a key has it, and the second sees whose it is' => function (): void {
        $keys = new KeyTable();
        $key = fresh();

        $first = $keys->take($key, 'hash-1', 'attempt-1', 3, 'post');
        $second = $keys->take($key, 'hash-2', 'attempt-2', 4, 'page');

        same('attempt-1', $first->attempt, 'first');
        same('attempt-1', $second->attempt, 'second');
        same('hash-1', $second->body_hash, 'hash');
        same(3, $second->epoch, 'epoch');
        same('post', $second->post_type, 'type');
        same(false, $second->is_free(), 'free');
    },
    'a post is bound once, and by its own attempt alone' => function (): void {
        $keys = new KeyTable();
        $key = fresh();
        $post = random_int(1 << 40, 1 << 41);
        $keys->take($key, 'hash', 'attempt', 1, 'post');

        same(false, $keys->bind($key, 'another', $post), 'by another');
        same(true, $keys->bind($key, 'attempt', $post), 'by its own');
        same(false, $keys->bind($key, 'attempt', $post + 1), 'again');
        same($post, $keys->find($key)?->post_id, 'on record');
    },
    'one post stands under one key' => function (): void {
        $keys = new KeyTable();
        [$one, $other] = [fresh(), fresh()];
        $post = random_int(1 << 40, 1 << 41);
        $keys->take($one, 'hash', 'attempt', 1, 'post');
        $keys->take($other, 'hash', 'attempt', 1, 'post');
        $keys->bind($one, 'attempt', $post);

        $refused = false;
        try {
            $keys->bind($other, 'attempt', $post);
        } catch (\RuntimeException) {
            $refused = true;
        }

        same(true, $refused, 'refused');
        same(null, $keys->find($other)?->post_id, 'on record');
    },
    'an epoch only rises' => function (): void {
        $keys = new KeyTable();
        $key = fresh();
        $keys->take($key, 'hash', 'attempt', 5, 'post');

        $keys->raise_epoch($key, 3);
        same(5, $keys->find($key)?->epoch, 'after a lower one');
        $keys->raise_epoch($key, 8);
        same(8, $keys->find($key)?->epoch, 'after a higher one');
        same(true, $keys->note_update($key, 6, 'update'), 'an update');
        same(8, $keys->find($key)?->epoch, 'after an update of a lower one');
        same(false, $keys->note_update(fresh(), 6, 'update'), 'an update of nothing');
    },
    'a fenced key is free until a create takes it' => function (): void {
        $keys = new KeyTable();
        $key = fresh();

        same(true, $keys->take($key, '', '', 4, '')->is_free(), 'fenced');
        $row = $keys->claim($key, 'hash', 'attempt', 4, 'post');

        same(false, $row->is_free(), 'claimed');
        same('attempt', $row->attempt, 'whose');
    },
    'keys differ by upper and lower case' => function (): void {
        $keys = new KeyTable();
        $key = fresh();
        $keys->take($key . '-a', 'hash', 'attempt', 1, 'post');

        same(null, $keys->find($key . '-A'), 'the other');
    },
    'a key that another connection holds is busy, and nothing is stored' => function (): void {
        $keys = new KeyTable();
        $key = fresh();
        $keys->take($key, 'hash', 'attempt', 1, 'post');
        $other = new \wpdb(DB_USER, DB_PASSWORD, DB_NAME, DB_HOST);
        $other->query('START TRANSACTION');
        $other->query($other->prepare('SELECT * FROM `' . Schema::publications() . '` WHERE publication_key = %s FOR UPDATE', $key));

        $answer = (new Once($keys))->run(function () use ($keys, $key): Worked {
            $keys->raise_epoch($key, 9);
            return Worked::keep(new \WP_REST_Response());
        });
        $other->query('ROLLBACK');

        same('colophon_key_busy', is_wp_error($answer) ? $answer->get_error_code() : '', 'answer');
        same(1, $keys->find($key)?->epoch, 'epoch');
    },
];
