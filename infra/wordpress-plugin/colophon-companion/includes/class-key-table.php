<?php

declare(strict_types=1);

namespace Colophon\Companion;

/** The statements on publication keys. Opens no transaction. Fails as DatabaseFailed, so that nothing goes on unnoticed. */
final class KeyTable
{
    private const DEADLOCK = 1213;
    private const LOCK_WAIT_TIMEOUT = 1205;

    /**
     * Takes the key's row under an exclusive lock, which whoever comes later waits for, and makes it if there is none. An upsert
     * rather than an insert: those who wait would else share a lock when the first rolls back, and kill each other.
     */
    public function take(string $key, string $hash, string $attempt, int $epoch, string $type): KeyRow
    {
        global $wpdb;
        $this->run($wpdb->prepare(
            'INSERT INTO `' . Schema::publications() . '`
               (publication_key, body_hash, attempt, epoch, post_type, created_at, updated_at)
             VALUES (%s, %s, %s, %d, %s, UTC_TIMESTAMP(), UTC_TIMESTAMP())
             ON DUPLICATE KEY UPDATE publication_key = publication_key',
            $key,
            $hash,
            $attempt,
            $epoch,
            $type
        ));
        return $this->locked($key) ?? throw new DatabaseFailed('the key that was just stored is not there');
    }

    /** What `take` found free becomes this attempt's. */
    public function claim(string $key, string $hash, string $attempt, int $epoch, string $type): KeyRow
    {
        global $wpdb;
        $this->run($wpdb->prepare(
            'UPDATE `' . Schema::publications() . '` SET body_hash = %s, attempt = %s, epoch = %d, post_type = %s WHERE publication_key = %s',
            $hash,
            $attempt,
            $epoch,
            $type,
            $key
        ));
        return $this->locked($key) ?? throw new DatabaseFailed('the key that was just stored is not there');
    }

    public function locked(string $key): ?KeyRow
    {
        return $this->read($key, ' FOR UPDATE');
    }

    public function find(string $key): ?KeyRow
    {
        return $this->read($key, '');
    }

    /** One row, or the transaction that stored the key is not there any more: a lost connection makes WordPress open another. */
    public function bind(string $key, string $attempt, int $post_id): bool
    {
        global $wpdb;
        return 1 === $this->run($wpdb->prepare(
            'UPDATE `' . Schema::publications() . '` SET post_id = %d WHERE publication_key = %s AND attempt = %s AND post_id IS NULL',
            $post_id,
            $key,
            $attempt
        ));
    }

    public function raise_epoch(string $key, int $epoch): void
    {
        global $wpdb;
        $this->run($wpdb->prepare(
            'UPDATE `' . Schema::publications() . '` SET epoch = GREATEST(epoch, %d) WHERE publication_key = %s',
            $epoch,
            $key
        ));
    }

    /** `attempt` is new each time, so that exactly one row changes, or the transaction is lost. */
    public function note_update(string $key, int $epoch, string $attempt): bool
    {
        global $wpdb;
        return 1 === $this->run($wpdb->prepare(
            'UPDATE `' . Schema::publications() . '`
             SET epoch = GREATEST(epoch, %d), attempt = %s, updated_at = UTC_TIMESTAMP()
             WHERE publication_key = %s AND attempt <> %s',
            $epoch,
            $attempt,
            $key,
            $attempt
        ));
    }

    /** Affected rows. */
    public function run(string $statement): int
    {
        global $wpdb;
        $shown = $wpdb->suppress_errors();
        try {
            $affected = $wpdb->query($statement);
        } finally {
            $wpdb->suppress_errors($shown);
        }
        if ($affected === false) {
            throw $this->failed();
        }
        return (int) $affected;
    }

    private function read(string $key, string $lock): ?KeyRow
    {
        global $wpdb;
        $shown = $wpdb->suppress_errors();
        try {
            $row = $wpdb->get_row($wpdb->prepare(
                'SELECT * FROM `' . Schema::publications() . '` WHERE publication_key = %s',
                $key
            ) . $lock);
        } finally {
            $wpdb->suppress_errors($shown);
        }
        if ($wpdb->last_error !== '') {
            throw $this->failed();
        }
        return $row === null ? null : KeyRow::of($row);
    }

    private function failed(): DatabaseFailed
    {
        global $wpdb;
        $number = $wpdb->dbh instanceof \mysqli ? mysqli_errno($wpdb->dbh) : 0;
        return in_array($number, [self::DEADLOCK, self::LOCK_WAIT_TIMEOUT], true)
            ? new KeyBusy('another request holds the key')
            : new DatabaseFailed('the database refused a statement');
    }
}

/** The database did not do what it was told. What it said is for the server's log, not for the caller. */
class DatabaseFailed extends \RuntimeException
{
}

/** Another request holds the key for longer than we wait. */
final class KeyBusy extends DatabaseFailed
{
}
