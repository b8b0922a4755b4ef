package dev.colophon.testkit.postgres;

import java.nio.file.Path;

/**
 * Where a server lives and what may differ from one to the next; all else is the same for every server of ours.
 *
 * @param folder holds the data directory, the log and nothing else; made when missing
 * @param port to listen on, on 127.0.0.1; 0: a free one
 * @param password of the superuser and of every role
 * @param more further lines of postgresql.conf
 */
public record PostgresSettings(Path folder, int port, String password, String more) {

    public PostgresSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (password.isBlank() || password.contains("'") || password.contains("\n")) {
            throw new IllegalArgumentException("a password must not be blank nor hold a quote or a line break");
        }
        folder = folder.toAbsolutePath();
    }

    /** A server that keeps what it was told and limits no slot. */
    public static PostgresSettings in(Path folder, int port, String password) {
        return new PostgresSettings(folder, port, password, "");
    }

    /** With further lines of postgresql.conf. */
    public PostgresSettings with(String lines) {
        return new PostgresSettings(folder, port, password, more + lines);
    }

    /**
     * With passwords kept after one round of hashing in place of 4,096, which cost a client of a test half of what a connection
     * takes. For servers that live as long as a test; of a password at random the rounds protect nothing.
     */
    public PostgresSettings withQuickLogins() {
        return with("scram_iterations = 1\n");
    }

    PostgresSettings at(Path otherFolder) {
        return new PostgresSettings(otherFolder, 0, password, more);
    }

    PostgresSettings withPort(int chosen) {
        return new PostgresSettings(folder, chosen, password, more);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    String configuration() {
        return """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                port = %d
                wal_level = logical
                synchronous_commit = on
                fsync = on
                max_connections = 100
                max_replication_slots = 10
                max_wal_senders = 10
                max_slot_wal_keep_size = -1
                timezone = 'UTC'
                log_timezone = 'UTC'
                %s
                """.formatted(port, more);
    }

    @Override
    public String toString() {
        return "PostgresSettings[folder=%s, port=%d]".formatted(folder, port);
    }
}
