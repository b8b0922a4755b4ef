<?php
// The plugin's own tests, inside a WordPress: php run.php SITE, SITE being the folder of one that has the plugin and is for tests only.
// Each file of this folder that ends in -test.php returns its tests by name. What fails is told, and the exit code says so.

declare(strict_types=1);

namespace Colophon\Companion\Tests;

use Colophon\Companion\Schema;

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** For the test of a key that somebody else holds: the shortest wait there is. */
const LOCK_WAIT_SECONDS = 1;

$site = $argv[1] ?? '';
if (!is_file("$site/wp-load.php")) {
    fwrite(STDERR, "usage: php run.php SITE\n");
    exit(EXIT_USAGE);
}
$_SERVER['HTTP_HOST'] ??= 'localhost'; // WordPress wants one
define('COLOPHON_LOCK_WAIT_SECONDS', LOCK_WAIT_SECONDS);
require "$site/wp-load.php";
require_once WP_PLUGIN_DIR . '/colophon-companion/colophon-companion.php';
rest_get_server();

/** What the test says, or it fails with both. */
function same(mixed $expected, mixed $actual, string $what): void
{
    if ($expected !== $actual) {
        throw new \RuntimeException("$what: expected " . var_export($expected, true) . ', was ' . var_export($actual, true));
    }
}

/** A key that no other test has. */
function fresh(): string
{
    return 'unit-' . bin2hex(random_bytes(8));
}

function posts_named(string $slug): int
{
    global $wpdb;
    return (int) $wpdb->get_var($wpdb->prepare("SELECT count(*) FROM $wpdb->posts WHERE post_name = %s", $slug));
}

ob_start(); // a header that WordPress sends is no failure
wp_set_current_user((int) get_users(['role' => 'editor', 'number' => 1, 'fields' => 'ID'])[0]);
$passed = 0;
$failed = [];
foreach (glob(__DIR__ . '/*-test.php') as $file) {
    foreach (require $file as $name => $test) {
        Schema::activate();
        try {
            $test();
            $passed++;
        } catch (\Throwable $wrong) {
            $failed[] = basename($file) . ": $name\n    " . get_class($wrong) . ': ' . $wrong->getMessage();
        }
    }
}
ob_end_clean();
echo $failed === [] ? "$passed tests passed\n" : count($failed) . " tests failed\n" . implode("\n", $failed) . "\n";
exit($failed === [] && $passed > 0 ? 0 : EXIT_FAILED);
