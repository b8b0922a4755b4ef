<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

/** One request to the plugin's routes, as REST dispatches it. */
function asked(string $key, string $verb, int $epoch, array $body): \WP_REST_Response
{
    $request = new \WP_REST_Request('POST', "/colophon/v1/posts/$key$verb");
    $request->set_query_params(['epoch' => $epoch]);
    $request->set_header('Content-Type', 'application/json');
    $request->set_body((string) wp_json_encode($body));
    return rest_do_request($request);
}

function story(string $key): array
{
    return ['title' => $key, 'slug' => $key, 'content' => '<p>x</p>', 'status' => 'publish'];
}

return [
    'an older epoch makes nothing once a newer one has fenced the key' => function (): void {
        $key = fresh();

        same(200, asked($key, '/fence', 7, [])->get_status(), 'the fence');
        $late = asked($key, '', 6, story($key));
        same(409, $late->get_status(), 'the late create');
        same('colophon_stale_epoch', $late->get_data()['code'], 'its code');
        same(0, posts_named($key), 'posts');
        same(201, asked($key, '', 7, story($key))->get_status(), 'the create of the fence\'s own epoch');
        same(1, posts_named($key), 'posts');
    },
    'a repeat under a newer epoch shuts out the older one and makes no second post' => function (): void {
        $key = fresh();

        same(201, asked($key, '', 1, story($key))->get_status(), 'first');
        same(200, asked($key, '', 2, story($key))->get_status(), 'again');
        same(409, asked($key, '', 1, story($key))->get_status(), 'the old one');
        same(409, asked($key, '/update', 1, ['title' => 'late'])->get_status(), 'its update');
        same(1, posts_named($key), 'posts');
    },
    'another body is a conflict that names the post and leaves it' => function (): void {
        $key = fresh();
        $first = asked($key, '', 1, story($key))->get_data()['id'];

        $other = asked($key, '', 2, ['title' => 'another'] + story($key));

        same('colophon_key_conflict', $other->get_data()['code'], 'code');
        same($first, $other->get_data()['data']['post']['id'], 'post');
        same($key, get_post($first)->post_title, 'title');
    },
];
