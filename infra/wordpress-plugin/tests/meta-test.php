<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\Seo;

/** The meta that REST shows of a new post of this meta, sent as a story is. */
function shown_meta(array $meta): array
{
    Seo::register(); // as on init, which is over where the plugin is not active
    $key = fresh();
    $request = new \WP_REST_Request('POST', "/colophon/v1/posts/$key");
    $request->set_query_params(['epoch' => 1]);
    $request->set_header('Content-Type', 'application/json');
    $request->set_body(wp_json_encode(['title' => $key, 'slug' => $key, 'status' => 'publish', 'type' => 'post', 'meta' => $meta]));
    $answer = rest_do_request($request);
    same(201, $answer->get_status(), 'status of ' . wp_json_encode($answer->get_data()));
    return $answer->get_data()['meta'];
}

return [
    'whose story a post is of is kept with it, and shown' => function (): void {
        $shown = shown_meta(['colophon_story_key' => 'desk/7', 'colophon_cluster_id' => 'c-17', 'colophon_sector_id' => 's-4']);

        same('desk/7', $shown['colophon_story_key'], 'story');
        same('c-17', $shown['colophon_cluster_id'], 'cluster');
        same('s-4', $shown['colophon_sector_id'], 'sector');
    },
    'a story key is one line of text, whatever was sent' => function (): void {
        same('desk 7', shown_meta(['colophon_story_key' => "desk\n<b>7</b>"])['colophon_story_key'], 'story');
    },
    'a post of a story that nobody names has an empty key' => function (): void {
        same('', shown_meta(['colophon_sector_id' => 's-4'])['colophon_story_key'], 'story');
    },
];
