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

/** Copies the data directory of a running server, so that a second server can start from the copy and follow. */
final class BaseBackup {

    /** What belongs to the running server alone. A standby has no use for the slots of its primary. */
    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "pg_replslot", "pg_stat_tmp", "pg_dynshmem", "pg_notify");

    private final PostgresSettings primary;

    BaseBackup(PostgresSettings primary) {
        this.primary = primary;
    }

    /** Both calls are made on one connection, as PostgreSQL wants it. */
    void into(Path data) {
        try (Connection connection = new ColophonDatabase(primary.port(), primary.password())
                        .as(ColophonDatabase.SUPERUSER)
                        .getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copy(data);
            try (ResultSet stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(data.resolve("backup_label"), stopped.getString(1));
            }
            follow(data);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot take a backup of " + primary, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + primary, e);
        }
    }

    private void follow(Path data) throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), """
                include = 'colophon.conf'
                hot_standby = on
                primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'
                """.formatted(
                        primary.port(), ColophonDatabase.SUPERUSER, primary.password()));
        Files.createFile(data.resolve("standby.signal"));
    }

    private void copy(Path target) throws IOException {
        Path source = primary.data();
        Files.walkFileTree(source, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(
                        target.resolve(source.relativize(folder).toString()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                // The folder itself must be there, empty.
                return leftOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!leftOut(file)) {
                    Files.copy(
                            file,
                            target.resolve(source.relativize(file).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            // The server works on: what it has removed meanwhile, the WAL makes good.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private static boolean leftOut(Path path) {
        return LEFT_OUT.contains(path.getFileName().toString());
    }
}
