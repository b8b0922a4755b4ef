<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\ApiKeys;

/** Whom a request to this address with a key of a new editor's is taken for; false for nobody. */
function known_at(string $address): mixed
{
    $editor = (int) get_users(['role' => 'editor', 'number' => 1, 'fields' => 'ID'])[0];
    $before = [$_SERVER, $_GET];
    $_SERVER['HTTP_AUTHORIZATION'] = 'Bearer ' . ApiKeys::create($editor, 'test');
    $_SERVER['REQUEST_URI'] = rtrim((string) parse_url(home_url(), PHP_URL_PATH), '/') . $address;
    parse_str((string) parse_url($address, PHP_URL_QUERY), $_GET);
    try {
        $user = ApiKeys::user_of_request(false);
        return $user === $editor ? 'the editor' : $user;
    } finally {
        [$_SERVER, $_GET] = $before;
    }
}

return [
    'a key opens the REST API, under each of its addresses' => function (): void {
        foreach (['/wp-json/wp/v2/posts', '/wp-json/', '/index.php/wp-json/wp/v2/posts', '/?rest_route=/wp/v2/posts', '/index.php?rest_route=/'] as $address) {
            same('the editor', known_at($address), $address);
        }
    },
    'a key opens nothing else, whatever the address says besides' => function (): void {
        foreach (['/', '/wp-admin/admin-ajax.php', '/wp-admin/admin-ajax.php?x=/wp-json/', '/wp-admin/?rest_route=/', '/wp-admin/wp-json/', '/about/wp-json/'] as $address) {
            same(false, known_at($address), $address);
        }
    },
    'a route that is empty is an ordinary page, and no key opens it' => function (): void {
        foreach (['/?rest_route=', '/?rest_route=&p=1&preview=true', '/index.php?rest_route=', '/?rest_route=0', '/?rest_route[]=/wp/v2/posts'] as $address) {
            same(false, known_at($address), $address);
        }
        foreach (['/wp-json/wp/v2/posts?rest_route=', '/wp-json/?rest_route=0', '/index.php/wp-json/wp/v2/posts?rest_route='] as $address) {
            same(false, known_at($address), $address);
        }
        $_POST['rest_route'] = '';
        try {
            same(false, known_at('/wp-json/wp/v2/posts'), 'an empty route in the form');
        } finally {
            unset($_POST['rest_route']);
        }
    },
];
