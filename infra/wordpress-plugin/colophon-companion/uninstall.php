<?php
// Called by WordPress when the plugin is deleted. Posts, pages and their meta stay as they are.

declare(strict_types=1);

if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}

require_once __DIR__ . '/includes/class-schema.php';

Colophon\Companion\Schema::drop();
