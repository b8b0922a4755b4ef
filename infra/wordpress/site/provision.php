<?php
// The steps of provisioning that need php or WordPress itself. Called by the script `wordpress`, one process per step:
//   settings HOME URL SOCKET | database HOME | install HOME | accounts HOME | passwords HOME | describe HOME yes|no

declare(strict_types=1);

const ROLES = ['admin' => 'administrator', 'editor' => 'editor', 'author' => 'author',
    'contributor' => 'contributor', 'subscriber' => 'subscriber'];
const SALTS = ['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY',
    'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'];
const DATABASE_SECONDS_MAX = 60;

function secret(): string
{
    return bin2hex(random_bytes(24));
}

function read_json(string $file): array
{
    return is_file($file) ? json_decode(file_get_contents($file), true, 8, JSON_THROW_ON_ERROR) : [];
}

function write_json(string $file, array $content): void
{
    // Renamed into place: a reader sees the old file or the new one, and never one that others may read.
    $draft = $file . '.draft';
    touch($draft);
    chmod($draft, 0600);
    file_put_contents($draft, json_encode($content, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR) . "\n");
    rename($draft, $file);
}

function write_settings(string $home, string $url, string $socket): void
{
    $known = read_json("$home/settings.json");
    write_json("$home/settings.json", [
        'url' => $url,
        'socket' => $socket,
        'databasePassword' => $known['databasePassword'] ?? secret(),
        'salts' => $known['salts'] ?? array_combine(SALTS, array_map(fn () => secret(), SALTS)),
    ]);
}

function connect(string $socket): mysqli
{
    mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
    $deadline = microtime(true) + DATABASE_SECONDS_MAX;
    while (true) {
        try {
            return new mysqli('localhost', 'root', '', '', 0, $socket);
        } catch (mysqli_sql_exception $notYet) {
            if (microtime(true) > $deadline) {
                throw $notYet;
            }
            usleep(30_000);
        }
    }
}

function prepare_database(string $home): void
{
    $settings = read_json("$home/settings.json");
    $database = connect($settings['socket']);
    $password = $database->real_escape_string($settings['databasePassword']);
    $database->query('CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4');
    $database->query("CREATE OR REPLACE USER wordpress@localhost IDENTIFIED BY '$password'");
    $database->query('GRANT ALL PRIVILEGES ON wordpress.* TO wordpress@localhost');
}

// WordPress defines these only if nobody did: the installation would try to send mail.
function wp_mail(): bool
{
    return true;
}

function wp_new_blog_notification(): void
{
}

function install_wordpress(string $home): void
{
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    wp_install('Colophon', 'admin', 'admin@example.org', true, '', secret());
    update_option('permalink_structure', '/%postname%/');
    flush_rewrite_rules(false);
    // The posts, pages and the comment that WordPress greets with: the site shows what was published to it, nothing else.
    foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $greeting) {
        wp_delete_post($greeting->ID, true);
    }
}

function create_accounts(string $home): void
{
    foreach (array_diff_key(ROLES, ['admin' => '']) as $login => $role) {
        $id = wp_insert_user(['user_login' => $login, 'user_pass' => secret(), 'user_email' => "$login@example.org",
            'display_name' => ucfirst($login), 'role' => $role]);
        if (is_wp_error($id)) {
            throw new RuntimeException("user $login: " . $id->get_error_message());
        }
    }
}

function issue_passwords(string $home): void
{
    $users = [];
    foreach (array_keys(ROLES) as $login) {
        $id = get_user_by('login', $login)->ID;
        $password = secret();
        wp_set_password($password, $id);
        $created = WP_Application_Passwords::create_new_application_password($id, ['name' => 'publisher']);
        if (is_wp_error($created)) {
            throw new RuntimeException("application password of $login: " . $created->get_error_message());
        }
        $users[$login] = ['login' => $login, 'applicationPassword' => $created[0], 'password' => $password];
    }
    write_json("$home/users.json", $users);
}

function describe_site(string $home, bool $faults): void
{
    require "$home/site/wp-includes/version.php";
    $settings = read_json("$home/settings.json");
    write_json("$home/site.json", [
        'url' => $settings['url'],
        'users' => read_json("$home/users.json"),
        'version' => $wp_version,
        'php' => PHP_VERSION,
        'mariadb' => connect($settings['socket'])->server_info,
        'faults' => $faults,
    ]);
}

[, $step, $home] = $argv;
if (in_array($step, ['install', 'accounts', 'passwords'], true)) {
    // What WordPress expects to know of a request, though there is none. It must be loaded here, in the global scope.
    $_SERVER = ['HTTP_HOST' => '127.0.0.1', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1',
        'REQUEST_URI' => '/', 'REMOTE_ADDR' => '127.0.0.1'] + $_SERVER;
    if ($step === 'install') {
        define('WP_INSTALLING', true);
    }
    require "$home/site/wp-load.php";
}
match ($step) {
    'settings' => write_settings($home, $argv[3], $argv[4]),
    'database' => prepare_database($home),
    'install' => install_wordpress($home),
    'accounts' => create_accounts($home),
    'passwords' => issue_passwords($home),
    'describe' => describe_site($home, $argv[3] === 'yes'),
};
