<?php
/*
Plugin Name: Colophon faults
Description: For tests only. The request header X-Fault makes this site fail at a chosen moment; every change of a post's
 status is recorded for the tests' judge.
*/

namespace Colophon\Faults;

const TRANSITIONS_FILE = WP_CONTENT_DIR . '/colophon-transitions.jsonl';
const RETRY_AFTER_SECONDS = 2;

$fault = Fault::of($_SERVER['HTTP_X_FAULT'] ?? '', $_SERVER['REQUEST_METHOD'] ?? 'GET');
$fault?->arm();

// As far as the companion plugin can tell, another SEO plugin is active.
match ($_SERVER['HTTP_X_SEO'] ?? '') {
    'yoast' => define('WPSEO_VERSION', 'test'),
    'rankmath' => define('RANK_MATH_VERSION', 'test'),
    default => null,
};

// How long the companion plugin waits for a key that another request holds.
if (isset($_SERVER['HTTP_X_LOCK_WAIT'])) {
    define('COLOPHON_LOCK_WAIT_SECONDS', (int) $_SERVER['HTTP_X_LOCK_WAIT']);
}

// First of all listeners: recorded although a later one fails.
add_action('transition_post_status', __NAMESPACE__ . '\record_transition', PHP_INT_MIN, 3);
add_action('rest_api_init', __NAMESPACE__ . '\register_transitions_route');

// As plugins do that keep the names of authors, or what a theme has no place for, to the site.
add_filter('rest_prepare_post', function (\WP_REST_Response $answer): \WP_REST_Response {
    $answer->data = array_diff_key($answer->data, array_flip(array_filter(explode(',', (string) get_option('test_hidden_fields', '')))));
    return $answer;
});

/** A file, not a table: a rolled back transaction must not forget that hooks have fired. */
function record_transition(string $new, string $old, \WP_Post $post): void
{
    $line = ['post' => $post->ID, 'type' => $post->post_type, 'slug' => $post->post_name, 'old' => $old, 'new' => $new,
        'time' => (new \DateTimeImmutable('now', new \DateTimeZone('UTC')))->format('Y-m-d\TH:i:s.u\Z')];
    file_put_contents(TRANSITIONS_FILE, wp_json_encode($line) . "\n", FILE_APPEND | LOCK_EX);
}

/** Open to all, as the whole plugin is for test sites only. ?post=ID takes one post's, ?type=post one type's. */
function register_transitions_route(): void
{
    register_rest_route('colophon-test/v1', '/transitions', [
        ['methods' => 'GET', 'callback' => __NAMESPACE__ . '\read_transitions', 'permission_callback' => '__return_true'],
        ['methods' => 'DELETE', 'callback' => __NAMESPACE__ . '\forget_transitions',
            'permission_callback' => '__return_true'],
    ]);
    register_rest_route('colophon-test/v1', '/permalinks', [
        ['methods' => 'POST', 'callback' => __NAMESPACE__ . '\change_permalinks', 'permission_callback' => '__return_true'],
    ]);
    $asked = ['GET /names' => 'read_names', 'POST /engine' => 'change_engine', 'GET /meta' => 'read_meta',
        'GET /api-keys' => 'read_api_keys', 'GET /log' => 'read_log', 'POST /log' => 'fill_log', 'POST /hidden' => 'hide_fields'];
    foreach ($asked as $route => $callback) {
        [$method, $path] = explode(' ', $route);
        register_rest_route('colophon-test/v1', $path, [
            ['methods' => $method, 'callback' => __NAMESPACE__ . "\\$callback", 'permission_callback' => '__return_true'],
        ]);
    }
}

/** What is in the database, whoever made it. */
function read_names(): array
{
    global $wpdb;
    return ['tables' => $wpdb->get_col('SHOW TABLES'),
        'options' => $wpdb->get_col("SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%colophon%'")];
}

function change_engine(\WP_REST_Request $request): array
{
    global $wpdb;
    $wpdb->query(sprintf('ALTER TABLE `%s%s` ENGINE=%s', $wpdb->prefix, sanitize_key($request['table']), sanitize_key($request['engine'])));
    return ['error' => $wpdb->last_error];
}

function hide_fields(\WP_REST_Request $request): array
{
    update_option('test_hidden_fields', (string) $request['fields']);
    return ['hidden' => get_option('test_hidden_fields')];
}

function read_meta(\WP_REST_Request $request): array
{
    return get_post_meta((int) $request['post']);
}

function read_api_keys(): array
{
    global $wpdb;
    return $wpdb->get_results("SELECT * FROM {$wpdb->prefix}colophon_api_key", ARRAY_A);
}

function read_log(): array
{
    global $wpdb;
    return ['rows' => (int) $wpdb->get_var("SELECT count(*) FROM {$wpdb->prefix}colophon_request")];
}

/** Of the companion plugin's log, that many rows. */
function fill_log(\WP_REST_Request $request): array
{
    global $wpdb;
    $row = "(UTC_TIMESTAMP(), 'GET', '/colophon/v1/posts/filled', 200, '', 1, 1)";
    $wpdb->query("INSERT INTO {$wpdb->prefix}colophon_request (at, method, route, status, code, user_id, duration_ms) VALUES "
        . implode(', ', array_fill(0, (int) $request['rows'], $row)));
    return read_log();
}

/** As the settings page does it. ?structure= is empty for plain ones. */
function change_permalinks(\WP_REST_Request $request): array
{
    global $wp_rewrite;
    $wp_rewrite->set_permalink_structure((string) $request['structure']);
    flush_rewrite_rules(false);
    return ['structure' => get_option('permalink_structure')];
}

function read_transitions(\WP_REST_Request $request): array
{
    $lines = is_file(TRANSITIONS_FILE) ? file(TRANSITIONS_FILE, FILE_IGNORE_NEW_LINES) : [];
    $all = array_map(fn (string $line) => json_decode($line, true), $lines);
    return array_values(array_filter($all, fn (array $one) =>
        (!isset($request['post']) || $one['post'] === (int) $request['post'])
        && (!isset($request['type']) || $one['type'] === $request['type'])));
}

function forget_transitions(): array
{
    file_put_contents(TRANSITIONS_FILE, '', LOCK_EX);
    return [];
}

/** One fault of one request. Each moment strikes once, although WordPress stores revisions and parents by the same hooks. */
final class Fault
{
    /** Raised before anything of the request is stored, whatever it stores. */
    private const FIRST_WRITES =
        ['wp_insert_post_data', 'wp_insert_attachment_data', 'pre_insert_term', 'pre_delete_post'];

    private bool $struck = false;

    private function __construct(private string $name, private string $value, private bool $reads)
    {
    }

    public static function of(string $header, string $method): ?self
    {
        [$name, $value] = explode(':', trim($header), 2) + [1 => ''];
        return $name === '' ? null : new self($name, $value, in_array($method, ['GET', 'HEAD', 'OPTIONS'], true));
    }

    public function arm(): void
    {
        match ($this->name) {
            'sleep' => $this->beforeFirstWrite(fn () => $this->sleep()),
            'sleepafter' => $this->afterAll(fn () => $this->sleep()),
            'status' => $this->refuse((int) $this->value),
            'html200' => $this->answer(200, $this->page('Log In', '<form name="loginform" id="loginform"></form>')),
            'fatal' => $this->beforeFirstWrite(fn () => $this->fatal()),
            'savepost' => $this->on('save_post', fn () => $this->fatal()),
            'pubhook' => $this->on('transition_post_status', fn (string $new) => $new === 'publish' ? $this->fatal() : null, 10),
            'fatalafter' => $this->afterAll(fn () => $this->fatal()),
            'die-before-commit' => $this->dieBeforeCommit(),
            'die-after-commit' => $this->afterAll(fn () => $this->die()),
            // A test with a misspelt fault must not pass for the want of one.
            default => $this->answer(400, "unknown X-Fault: {$this->name}\n", ['Content-Type: text/plain']),
        };
    }

    private function beforeFirstWrite(\Closure $strike): void
    {
        if ($this->reads) { // nothing will be written: strike before the look-up
            add_filter('rest_pre_dispatch', fn ($result) => $this->once($strike, $result), 1);
            return;
        }
        foreach (self::FIRST_WRITES as $hook) {
            // Last, when the slug is chosen: what happens meanwhile at other workers is not seen any more.
            add_filter($hook, fn ($data) => $this->once($strike, $data), PHP_INT_MAX);
        }
    }

    /** After the whole dispatch, so after the commit of any plugin that wraps it in a transaction. */
    private function afterAll(\Closure $strike): void
    {
        add_filter('rest_post_dispatch', fn ($answer) => $this->once($strike, $answer), PHP_INT_MAX);
    }

    private function on(string $hook, \Closure $strike, int $priority = PHP_INT_MIN): void
    {
        add_action($hook, $strike, $priority, 3);
    }

    /** Without a transaction the first write would be its own commit; within one, the written rows must be lost with it. */
    private function dieBeforeCommit(): void
    {
        $this->beforeFirstWrite(function () {
            if ($this->inTransaction()) {
                add_action('rest_after_insert_post', fn () => $this->die(), PHP_INT_MIN);
            } else {
                $this->die();
            }
        });
    }

    private function inTransaction(): bool
    {
        global $wpdb;
        return (int) $wpdb->get_var('SELECT @@in_transaction') === 1;
    }

    private function once(\Closure $strike, mixed $passed): mixed
    {
        if (!$this->struck) {
            $this->struck = true;
            $strike();
        }
        return $passed;
    }

    private function sleep(): void
    {
        ignore_user_abort(true);
        usleep(((int) $this->value) * 1000);
    }

    private function fatal(): never
    {
        throw new \Error("fault asked for: {$this->name}");
    }

    private function die(): never
    {
        posix_kill(getmypid(), 9);
        exit; // not reached
    }

    /** As a proxy or WordPress's own maintenance mode refuses: before any user is known. */
    private function refuse(int $status): void
    {
        $text = $status === 503 ? 'Briefly unavailable for scheduled maintenance. Check back in a minute.' : "Refused: $status";
        $this->answer($status, $this->page('Maintenance', "<p>$text</p>"),
            in_array($status, [429, 503], true) ? ['Retry-After: ' . RETRY_AFTER_SECONDS] : []);
    }

    private function page(string $title, string $body): string
    {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>$title</title></head><body>$body</body></html>\n";
    }

    private function answer(int $status, string $body, array $headers = []): void
    {
        http_response_code($status);
        header('Content-Type: text/html; charset=utf-8');
        array_map('header', $headers);
        echo $body;
        exit;
    }
}
