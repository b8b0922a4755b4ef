<?php
// The same file in every site: what differs is in settings.json, one level above the document root and never served.

$settings = json_decode((string) file_get_contents(dirname(__DIR__) . '/settings.json'), true, 8, JSON_THROW_ON_ERROR);

define('DB_NAME', 'wordpress');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', $settings['databasePassword']);
define('DB_HOST', 'localhost:' . $settings['socket']);
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

foreach ($settings['salts'] as $name => $value) {
    define($name, $value);
}

// Read at each start, so that a site may move to another port.
define('WP_HOME', $settings['url']);
define('WP_SITEURL', $settings['url']);

// Without this, application passwords are refused over plain http and every caller is anonymous.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_DEBUG', false);

// No request of ours may depend on background jobs or on the world outside.
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
