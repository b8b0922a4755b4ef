<?php
/**
 * Plugin Name:       Colophon Companion
 * Description:       Lets Colophon publish each story in one request, exactly once: a true idempotency key, in one transaction with the post.
 * Version:           1.1.0
 * Requires at least: 6.1
 * Requires PHP:      8.0
 * Author:            Colophon
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/old-licenses/gpl-2.0.html
 * Text Domain:       colophon-companion
 *
 * This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License
 * as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later version. It is
 * distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of
 * MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License (file LICENSE) for more details.
 */

declare(strict_types=1);

namespace Colophon\Companion;

if (!defined('ABSPATH')) {
    exit;
}

const VERSION = '1.1.0';

/** What the publisher asks for: it uses only a protocol that it knows. Raised when an answer changes its meaning. */
const PROTOCOL = 1;

const REST_NAMESPACE = 'colophon/v1';

require_once __DIR__ . '/includes/class-schema.php';
require_once __DIR__ . '/includes/class-key-row.php';
require_once __DIR__ . '/includes/class-key-table.php';
require_once __DIR__ . '/includes/class-once.php';
require_once __DIR__ . '/includes/class-posts-controller.php';
require_once __DIR__ . '/includes/class-seo.php';
require_once __DIR__ . '/includes/class-seo-backlog.php';
require_once __DIR__ . '/includes/class-api-keys.php';
require_once __DIR__ . '/includes/class-api-keys-controller.php';
require_once __DIR__ . '/includes/class-api-keys-page.php';
require_once __DIR__ . '/includes/class-request-log.php';
require_once __DIR__ . '/includes/class-health.php';

register_activation_hook(__FILE__, [Schema::class, 'activate']);
register_deactivation_hook(__FILE__, [SeoBacklog::class, 'stop']);

Schema::hook();
Seo::hook();
SeoBacklog::hook();
ApiKeys::hook();
ApiKeysPage::hook();
RequestLog::hook();
Health::hook();

add_action('rest_api_init', static function (): void {
    (new PostsController())->register();
    (new ApiKeysController())->register();
});
