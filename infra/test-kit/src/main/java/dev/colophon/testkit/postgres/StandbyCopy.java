package dev.colophon.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The data directory of a running server, copied under PostgreSQL's own backup protocol for a standby. By hand, since the
 * binaries at hand come without pg_basebackup.
 */
final class StandbyCopy {

    private static final String SLOT = "standby";
    private static final String MAKE_SLOT = """
            SELECT pg_create_physical_replication_slot('%1$s', true)
             WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '%1$s')""".formatted(SLOT);

    /** What a server must find for itself: its process, its own slots, and what is of this run only. */
    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private final PostgresSettings primary;

    StandbyCopy(PostgresSettings primary) {
        this.primary = primary;
    }

    /** For one that only reads. */
    PostgresSettings follower(Path folder) {
        return into(primary.at(folder).with(connection("")));
    }

    /** For one that may become the primary. */
    PostgresSettings successor(Path folder, boolean syncSlots) {
        try (Connection connection = primary().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(MAKE_SLOT);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the standby's slot", e);
        }
        return into(primary.at(folder)
                .with("""
                hot_standby_feedback = on
                sync_replication_slots = %s
                primary_slot_name = '%s'
                """.formatted(syncSlots ? "on" : "off", SLOT) + connection(" dbname=colophon")));
    }

    private String connection(String more) {
        return "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s%s'\n"
                .formatted(primary.port(), ColophonDatabase.SUPERUSER, primary.password(), more);
    }

    private DataSource primary() {
        return new ColophonDatabase(primary.port(), primary.password()).as(ColophonDatabase.SUPERUSER);
    }

    private PostgresSettings into(PostgresSettings standby) {
        // One connection throughout: a backup ends with the session that began it.
        try (Connection connection = primary().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            Files.createDirectories(standby.folder());
            copy(primary.data(), standby.data());
            Files.writeString(standby.data().resolve("backup_label"), backupLabel(statement));
            Files.createFile(standby.data().resolve("standby.signal"));
            return standby;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy the server in " + primary.folder(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the server in " + primary.folder(), e);
        }
    }

    /** No logical slot may hand out what the standby does not have yet: else a subscriber would know more than it. */
    static void holdLogicalSlotsBack(ColophonDatabase database) {
        try (Connection connection = database.as(ColophonDatabase.SUPERUSER).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronized_standby_slots = '%s'".formatted(SLOT));
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot name the standby's slot", e);
        }
    }

    private static String backupLabel(Statement statement) throws SQLException {
        try (ResultSet stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
            stopped.next();
            return stopped.getString(1);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(folder));
                Files.createDirectory(
                        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return LEFT_OUT.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!LEFT_OUT.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE; // it was of a relation or of WAL that the backup does not need
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }
}
