<?php

declare(strict_types=1);

namespace Colophon\Companion;

/**
 * Hands on to an SEO plugin what was stored before that plugin was active: `Seo` hands on what is written from then on. Some posts at
 * a time, by WordPress's own cron, and only into fields that are empty: what an editor has written there is his.
 */
final class SeoBacklog
{
    public const EVENT = 'colophon_companion_seo_backlog';

    /** Posts of one run. */
    public const BATCH = 100;

    /** What is noted of a plugin whose backlog is handed on; before that the id of the last post that was looked at. */
    private const DONE = 'done';

    public static function hook(): void
    {
        add_action('init', [self::class, 'look']);
        add_action(self::EVENT, [self::class, 'hand_on_some']);
    }

    /** Finds out that a plugin came or went. One that comes again is handed again what it missed. */
    public static function look(): void
    {
        $noted = self::noted();
        $active = array_intersect_key($noted, Seo::others());
        if ($active !== $noted) {
            self::note($active);
        }
        if (self::waiting($active) !== [] && !wp_next_scheduled(self::EVENT)) {
            wp_schedule_single_event(time(), self::EVENT);
        }
    }

    /** The next posts of each plugin that waits; the next run is for those after them. */
    public static function hand_on_some(): void
    {
        $noted = self::noted();
        foreach (self::waiting($noted) as $other => $names) {
            $posts = self::posts_after((int) ($noted[$other] ?? 0), array_keys($names));
            foreach ($posts as $post) {
                self::hand_on($post, $names);
            }
            $noted[$other] = count($posts) < self::BATCH ? self::DONE : end($posts);
        }
        self::note($noted);
        self::look();
    }

    public static function stop(): void
    {
        wp_clear_scheduled_hook(self::EVENT);
    }

    private static function hand_on(int $post, array $names): void
    {
        foreach ($names as $ours => $theirs) {
            $value = (string) get_post_meta($post, $ours, true);
            if ($value !== '' && (string) get_post_meta($post, $theirs, true) === '') {
                update_post_meta($post, $theirs, wp_slash($value));
            }
        }
    }

    private static function posts_after(int $post, array $names): array
    {
        global $wpdb;
        $places = implode(', ', array_fill(0, count($names), '%s'));
        return array_map('intval', $wpdb->get_col($wpdb->prepare(
            "SELECT DISTINCT post_id FROM $wpdb->postmeta WHERE post_id > %d AND meta_key IN ($places) ORDER BY post_id LIMIT %d",
            $post,
            ...[...$names, self::BATCH]
        )));
    }

    private static function waiting(array $noted): array
    {
        return array_filter(
            Seo::others(),
            static fn (string $other): bool => ($noted[$other] ?? null) !== self::DONE,
            ARRAY_FILTER_USE_KEY
        );
    }

    private static function noted(): array
    {
        $noted = get_option(Schema::SEO_OPTION);
        return is_array($noted) ? $noted : [];
    }

    private static function note(array $noted): void
    {
        update_option(Schema::SEO_OPTION, $noted, true);
    }
}
