<?php

declare(strict_types=1);

namespace Colophon\Companion;

/**
 * One transaction around what WordPress stores for one request: all of it is kept, or none. That holds for the database alone:
 * what hooks of other plugins did outside of it (mails, shares) is not undone.
 */
final class Once
{
    /** Shorter than a publisher waits for an answer. A site may set COLOPHON_LOCK_WAIT_SECONDS in its wp-config.php. */
    private const LOCK_WAIT_SECONDS = 8;

    private bool $open = false;

    public function __construct(private KeyTable $keys)
    {
        register_shutdown_function(function (): void {
            $this->roll_back(); // a script that ends in the middle: what it wrote must not be committed by anyone
        });
    }

    /**
     * The answer of `$work`. It is kept if it is no error and `$work` says so; an error, an exception or a lost transaction keep
     * nothing.
     *
     * @param callable(): Worked $work
     */
    public function run(callable $work): \WP_REST_Response|\WP_Error
    {
        try {
            $this->begin();
            $worked = $work();
            if ($worked->keep) {
                $this->commit();
            } else {
                $this->roll_back();
            }
            return $worked->answer;
        } catch (KeyBusy $busy) {
            $this->roll_back();
            return new \WP_Error(
                'colophon_key_busy',
                'Another request for this key is still running. Nothing was stored by this one.',
                ['status' => 409]
            );
        } catch (\Throwable $failed) {
            $this->roll_back();
            error_log('Colophon Companion: rolled back after ' . get_class($failed) . ': ' . $failed->getMessage());
            return new \WP_Error(
                'colophon_rolled_back',
                'The site failed in the middle of the request. Nothing was stored.',
                ['status' => 500]
            );
        }
    }

    private function begin(): void
    {
        $seconds = defined('COLOPHON_LOCK_WAIT_SECONDS') ? (int) COLOPHON_LOCK_WAIT_SECONDS : self::LOCK_WAIT_SECONDS;
        $this->keys->run('SET SESSION innodb_lock_wait_timeout = ' . max(1, min(50, $seconds)));
        $this->keys->run('START TRANSACTION');
        $this->open = true;
    }

    private function commit(): void
    {
        $this->keys->run('COMMIT');
        $this->open = false;
    }

    private function roll_back(): void
    {
        if (!$this->open) {
            return;
        }
        $this->open = false;
        global $wpdb;
        $wpdb->query('ROLLBACK');
        // What was read and written meanwhile is not so any more, in a cache that outlives this request least of all.
        wp_cache_flush();
    }
}

/** What came of the work within a transaction, and whether it is to be kept. */
final class Worked
{
    private function __construct(public \WP_REST_Response|\WP_Error $answer, public bool $keep)
    {
    }

    public static function keep(\WP_REST_Response|\WP_Error $answer): self
    {
        return new self($answer, true);
    }

    public static function undo(\WP_REST_Response|\WP_Error $answer): self
    {
        return new self($answer, false);
    }
}
