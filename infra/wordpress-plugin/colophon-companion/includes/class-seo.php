<?php

declare(strict_types=1);

namespace Colophon\Companion;

/**
 * What a story says of itself beside its text, as registered meta that REST shows and takes. Where Yoast SEO or Rank Math is
 * active it is handed on to their fields, and they write the page's head; else it is written here.
 */
final class Seo
{
    private const TITLE = 'colophon_seo_title';
    private const DESCRIPTION = 'colophon_seo_description';
    private const CANONICAL = 'colophon_seo_canonical';
    private const FOCUS = 'colophon_seo_focus_keyword';

    private const TEXTS = [
        self::TITLE => 'Title for search engines',
        self::DESCRIPTION => 'Description for search engines',
        self::FOCUS => 'Focus keyword',
        'colophon_story_key' => 'Key of the story in the newsroom',
        'colophon_cluster_id' => 'Cluster that the story belongs to',
        'colophon_sector_id' => 'Sector that the story belongs to',
    ];

    private const YOAST = [
        self::TITLE => '_yoast_wpseo_title',
        self::DESCRIPTION => '_yoast_wpseo_metadesc',
        self::CANONICAL => '_yoast_wpseo_canonical',
        self::FOCUS => '_yoast_wpseo_focuskw',
    ];

    private const RANK_MATH = [
        self::TITLE => 'rank_math_title',
        self::DESCRIPTION => 'rank_math_description',
        self::CANONICAL => 'rank_math_canonical_url',
        self::FOCUS => 'rank_math_focus_keyword',
    ];

    public static function hook(): void
    {
        add_action('init', [self::class, 'register']);
        add_action('added_post_meta', [self::class, 'hand_on'], 10, 4);
        add_action('updated_post_meta', [self::class, 'hand_on'], 10, 4);
        add_filter('pre_get_document_title', [self::class, 'document_title'], 20);
        add_filter('get_canonical_url', [self::class, 'canonical'], 20, 2);
        add_action('wp_head', [self::class, 'print_description'], 1);
    }

    public static function register(): void
    {
        foreach (self::TEXTS + [self::CANONICAL => 'Canonical address'] as $name => $description) {
            register_post_meta('', $name, [
                'type' => 'string',
                'single' => true,
                'description' => $description,
                'show_in_rest' => true,
                'sanitize_callback' => $name === self::CANONICAL ? 'esc_url_raw' : 'sanitize_text_field',
                'auth_callback' => static fn ($allowed, $key, $post): bool => current_user_can('edit_post', (int) $post),
            ]);
        }
    }

    public static function hand_on(mixed $meta_id, int $post, string $name, mixed $value): void
    {
        foreach (self::others() as $map) {
            if (isset($map[$name])) {
                update_post_meta($post, $map[$name], wp_slash((string) $value));
            }
        }
    }

    public static function document_title(string $title): string
    {
        return self::own(self::TITLE) ?: $title;
    }

    public static function canonical(string $address, \WP_Post $post): string
    {
        $own = self::others() === [] ? (string) get_post_meta($post->ID, self::CANONICAL, true) : '';
        return $own ?: $address;
    }

    public static function print_description(): void
    {
        $description = self::own(self::DESCRIPTION);
        if ($description !== '') {
            printf("<meta name=\"description\" content=\"%s\" />\n", esc_attr($description));
        }
    }

    /** The field of the post that is being shown, where no other plugin cares for it. */
    private static function own(string $name): string
    {
        return is_singular() && self::others() === []
            ? (string) get_post_meta((int) get_queried_object_id(), $name, true)
            : '';
    }

    /** Each active one's names of our fields, by the word for it. */
    public static function others(): array
    {
        return array_filter([
            'yoast' => defined('WPSEO_VERSION') ? self::YOAST : null,
            'rank_math' => defined('RANK_MATH_VERSION') ? self::RANK_MATH : null,
        ]);
    }
}
