<?php

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\Schema;
use Colophon\Companion\SeoBacklog;

/** Posts that nobody else has; WordPress asks for no row of a post when meta is written. */
function posts_with_seo(int $many, int $from): array
{
    $posts = range($from, $from + $many - 1);
    foreach ($posts as $post) {
        add_post_meta($post, 'colophon_seo_title', wp_slash("It's \\ title $post"));
    }
    return $posts;
}

function without_those_posts(): void
{
    global $wpdb;
    $wpdb->query("DELETE FROM $wpdb->postmeta WHERE post_id >= 900000000");
    wp_cache_flush();
}

function handed_on(array $posts): array
{
    return array_values(array_filter($posts, static fn (int $post): bool => get_post_meta($post, 'rank_math_title', true) !== ''));
}

return [
    'what was there before another SEO plugin is handed on to it, some at a time, and never over what an editor wrote' => function (): void {
        without_those_posts();
        delete_option(Schema::SEO_OPTION);
        SeoBacklog::stop();
        $posts = posts_with_seo(SeoBacklog::BATCH + 20, 900000001);
        add_post_meta($posts[1], 'rank_math_title', 'by hand');
        add_post_meta($posts[1], 'colophon_seo_focus_keyword', 'harbour');
        SeoBacklog::look();
        same(false, wp_next_scheduled(SeoBacklog::EVENT), 'a job although nobody is there to be handed anything');
        same([$posts[1]], handed_on($posts), 'before');

        define('RANK_MATH_VERSION', 'test');
        SeoBacklog::look();
        same(true, wp_next_scheduled(SeoBacklog::EVENT) !== false, 'a job');
        $runs = 0;
        $most = 0;
        while (wp_next_scheduled(SeoBacklog::EVENT) !== false && $runs < 1000) {
            SeoBacklog::stop(); // as cron does before it runs a job
            $before = count(handed_on($posts));
            do_action(SeoBacklog::EVENT);
            $most = max($most, count(handed_on($posts)) - $before);
            $runs++;
        }

        same($posts, handed_on($posts), 'after');
        same(true, $most <= SeoBacklog::BATCH && $runs >= 2, "$runs runs of at most $most");
        same("It's \\ title $posts[0]", get_post_meta($posts[0], 'rank_math_title', true), 'title');
        same('by hand', get_post_meta($posts[1], 'rank_math_title', true), 'title of an editor');
        same('harbour', get_post_meta($posts[1], 'rank_math_focus_keyword', true), 'keyword beside it');
        same('', get_post_meta($posts[0], '_yoast_wpseo_title', true), 'the other one, which is not there');
        same(['rank_math' => 'done'], get_option(Schema::SEO_OPTION), 'what is noted');
        SeoBacklog::look();
        same(false, wp_next_scheduled(SeoBacklog::EVENT), 'a job when all is done');
    },
    'a plugin that went is handed again what it missed, once it comes back' => function (): void {
        update_option(Schema::SEO_OPTION, ['yoast' => 'done', 'rank_math' => 'done'], true);

        SeoBacklog::look(); // Yoast SEO is not there

        same(['rank_math' => 'done'], get_option(Schema::SEO_OPTION), 'what is noted');
    },
    'what is written while the other plugin is there is handed on at once' => function (): void {
        $post = posts_with_seo(1, 900000999)[0];

        same("It's \\ title $post", get_post_meta($post, 'rank_math_title', true), 'title');
        without_those_posts();
    },
];
