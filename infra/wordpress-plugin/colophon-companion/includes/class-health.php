<?php

declare(strict_types=1);

namespace Colophon\Companion;

/** How a publisher finds this plugin, and whether it may rely on it. */
final class Health
{
    public static function hook(): void
    {
        // In the index, beside the namespace: found with the request that a publisher makes anyway. The version is not for everyone.
        add_filter('rest_index', static function (\WP_REST_Response $index): \WP_REST_Response {
            $index->data['colophon'] = ['protocol' => PROTOCOL];
            return $index;
        });
        add_action('rest_api_init', static function (): void {
            register_rest_route(REST_NAMESPACE, '/health', [
                ['methods' => 'GET', 'callback' => [self::class, 'show'],
                    'permission_callback' => static fn (): bool => current_user_can('edit_posts')],
            ]);
        });
    }

    public static function show(): \WP_REST_Response
    {
        $problem = self::problem();
        return new \WP_REST_Response([
            'status' => $problem === null ? 'ok' : 'failing',
            'version' => VERSION,
            'protocol' => PROTOCOL,
            'problem' => $problem,
        ], $problem === null ? 200 : 503);
    }

    private static function problem(): ?string
    {
        $wrong = Schema::wrong_engines();
        if ($wrong !== []) {
            return Schema::explained($wrong);
        }
        $missing = Schema::missing_columns();
        return $missing === [] ? null : 'These columns of an update are missing: ' . implode(', ', $missing)
            . '. Let the database user change tables (ALTER), then deactivate the plugin and activate it again.';
    }
}
