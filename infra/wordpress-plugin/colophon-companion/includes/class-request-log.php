<?php

declare(strict_types=1);

namespace Colophon\Companion;

/**
 * The last requests to this plugin by somebody who is signed in, and theirs to WordPress's own routes that name a correlation id: what was
 * asked and how it ended. Neither bodies nor other headers, so no story and no secret.
 */
final class RequestLog
{
    private const ROWS_MAX = 1000;
    private const CORRELATION = 'X-Colophon-Correlation';
    private const CORRELATION_FORM = '/^[A-Za-z0-9._-]{1,80}$/D';

    public static function hook(): void
    {
        add_filter('rest_post_dispatch', [self::class, 'note'], 5, 3);
        add_action('rest_api_init', static function (): void {
            register_rest_route(REST_NAMESPACE, '/log', [
                ['methods' => 'GET', 'callback' => [self::class, 'last'],
                    'permission_callback' => static fn (): bool => current_user_can('manage_options')],
            ]);
        });
    }

    /** After the commit or the roll-back, so that a refusal is noted too. That it cannot be noted changes no answer. */
    public static function note(\WP_HTTP_Response $answer, \WP_REST_Server $server, \WP_REST_Request $request): \WP_HTTP_Response
    {
        global $wpdb;
        if (get_current_user_id() === 0) {
            return $answer; // strangers would fill it, and what it is kept for would be gone
        }
        $correlation = self::correlation($request);
        if ($correlation === null && !str_starts_with($request->get_route(), '/' . REST_NAMESPACE . '/')) {
            return $answer;
        }
        $data = $answer->get_data();
        $shown = $wpdb->suppress_errors();
        $stored = $wpdb->insert(Schema::requests(), [
            'at' => gmdate('Y-m-d H:i:s'),
            'method' => $request->get_method(),
            'route' => mb_substr($request->get_route(), 0, 200),
            'epoch' => is_numeric($request['epoch']) ? max(0, (int) $request['epoch']) : null,
            'status' => $answer->get_status(),
            'code' => mb_substr(is_array($data) && is_string($data['code'] ?? null) ? $data['code'] : '', 0, 60),
            'user_id' => get_current_user_id(),
            'correlation' => $correlation,
            'duration_ms' => (int) round(1000 * (microtime(true) - (float) ($_SERVER['REQUEST_TIME_FLOAT'] ?? microtime(true)))),
        ]);
        if ($stored === 1 && $wpdb->insert_id > self::ROWS_MAX) {
            $wpdb->query($wpdb->prepare(
                'DELETE FROM `' . Schema::requests() . '` WHERE id <= %d',
                $wpdb->insert_id - self::ROWS_MAX
            ));
        }
        $wpdb->suppress_errors($shown);
        return $answer;
    }

    /** Null where there is none, or nothing that is one. */
    private static function correlation(\WP_REST_Request $request): ?string
    {
        $said = (string) $request->get_header(self::CORRELATION);
        return preg_match(self::CORRELATION_FORM, $said) === 1 ? $said : null;
    }

    /** The newest first; with `correlation`, those of one errand. */
    public static function last(\WP_REST_Request $request): array
    {
        global $wpdb;
        $one = (string) ($request['correlation'] ?? '');
        return $wpdb->get_results(
            'SELECT at, method, route, epoch, status, code, user_id AS user, correlation, duration_ms FROM `' . Schema::requests() . '`'
                . ($one === '' ? '' : $wpdb->prepare(' WHERE correlation = %s', $one)) . ' ORDER BY id DESC LIMIT 100',
            ARRAY_A
        );
    }
}
