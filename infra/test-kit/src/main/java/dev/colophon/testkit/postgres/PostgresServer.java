package dev.colophon.testkit.postgres;

import dev.colophon.testkit.process.Command;
import dev.colophon.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL 17 in a folder of its own. The server is no child of this JVM: it outlives it unless stopped, and a
 * second object on the same folder finds it again. What was committed is kept over stop, kill and restart.
 *
 * <p>Not safe for two threads at once.
 */
public final class PostgresServer {

    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
    private static final Duration START_PAUSE = Duration.ofMillis(500);
    private static final int START_ATTEMPTS_MAX = 5;

    private PostgresSettings settings;

    public PostgresServer(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Starts the server, making its data directory first where there is none; returns once it accepts connections. */
    public PostgresServer start() {
        if (isRunning()) {
            awaitReady();
            settings = settings.withPort(postmaster().port());
            return this;
        }
        initialise();
        boolean anyPort = settings.port() == 0;
        for (int attempt = 1; ; attempt++) {
            try {
                launch(anyPort ? settings.withPort(FreePorts.next()) : settings);
                return this;
            } catch (IllegalStateException e) {
                if (attempt == START_ATTEMPTS_MAX) {
                    throw new IllegalStateException(e.getMessage() + "\n" + Command.tail(settings.log()), e);
                }
                // The port was lost to another process, or sessions of a killed server still hold its shared memory.
                LockSupport.parkNanos(START_PAUSE.toNanos());
            }
        }
    }

    /** Starts the server if it is down. */
    public void raise() {
        if (!isRunning()) {
            start();
        }
    }

    /** Ends all sessions and stops, with a checkpoint; does nothing when the server is down. */
    public void stop() {
        control(STOP_DEADLINE, "stop", "-m", "fast");
    }

    /** Stops without a checkpoint, as after a power cut that PostgreSQL saw coming: the next start recovers from the WAL. */
    public void stopImmediately() {
        control(STOP_DEADLINE, "stop", "-m", "immediate");
    }

    /** Kills the server and its sessions with SIGKILL, all at once; returns when they are gone. */
    public void kill() {
        running().ifPresent(postmaster -> {
            List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit()
                    .orTimeout(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .join());
        });
    }

    /**
     * Starts a second server on a copy of this one. It follows this server, answers whoever reads, and refuses to write, until
     * {@link #promote}. This server does not know of it.
     *
     * @param folder of the new server, which its user stops
     */
    public PostgresServer standby(Path folder) {
        return new PostgresServer(new StandbyCopy(settings).follower(folder)).start();
    }

    /**
     * The same, to fail over to: it streams through a physical slot, and from now on the logical slots of this server hand out
     * nothing that it does not have yet.
     *
     * @param syncSlots whether it copies failover slots (sync_replication_slots)
     */
    public PostgresServer standbyToFailOverTo(Path folder, boolean syncSlots) {
        PostgresServer server = new PostgresServer(new StandbyCopy(settings).successor(folder, syncSlots)).start();
        StandbyCopy.holdLogicalSlotsBack(database());
        return server;
    }

    /** Makes a standby the primary; returns when it takes writes. */
    public void promote() {
        control(STOP_DEADLINE, "promote");
    }

    /** A clean stop and a start on the same port. */
    public void restart() {
        stop();
        start();
    }

    public boolean isRunning() {
        return running().isPresent();
    }

    /** The server's process, as long as it lives and really is the one of this folder: a recycled id does not count. */
    public Optional<ProcessHandle> running() {
        return postmaster().server();
    }

    public int port() {
        return settings.port();
    }

    public String jdbcUrl() {
        return database().jdbcUrl();
    }

    /** Of the superuser and of every role. */
    public String password() {
        return settings.password();
    }

    public DataSource superuser() {
        return as(ColophonDatabase.SUPERUSER);
    }

    /** @param role such as {@code publish_api} or {@code publish_api_owner} */
    public DataSource as(String role) {
        return database().as(role);
    }

    /**
     * Makes database, roles, schemas, publication and slot as the repository's scripts say, as often as one likes.
     *
     * @throws IllegalStateException if any service's role would commit without waiting for the disk
     */
    public PostgresServer bootstrap() {
        database().bootstrap();
        return this;
    }

    /**
     * Runs a service's Flyway migrations from its source folder, as its owner role.
     *
     * @param module such as {@code publish-api}
     */
    public void migrate(String module) {
        database().migrate(module);
    }

    /** Empties all tables of a schema, except Flyway's history and the row by which a service proves that it sees its rows. */
    public void clear(String schema) {
        database().clear(schema);
    }

    public Path folder() {
        return settings.folder();
    }

    public Path log() {
        return settings.log();
    }

    private ColophonDatabase database() {
        if (settings.port() == 0) {
            throw new IllegalStateException("start the server first: it has no port yet");
        }
        return new ColophonDatabase(settings.port(), settings.password());
    }

    private void launch(PostgresSettings chosen) {
        settings = chosen;
        try {
            Files.writeString(settings.data().resolve("colophon.conf"), settings.configuration());
            postmaster().forgetRecycledPid();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of " + settings, e);
        }
        Command.run(
                program(
                        "pg_ctl",
                        "-w",
                        "-t",
                        String.valueOf(START_DEADLINE.toSeconds()),
                        "-D",
                        data(),
                        "-l",
                        settings.log().toString(),
                        "start"),
                START_DEADLINE.plusSeconds(5));
    }

    private void awaitReady() {
        Awaitility.await("PostgreSQL ready")
                .atMost(START_DEADLINE)
                .pollDelay(Duration.ZERO)
                .until(() -> postmaster().saysReady());
    }

    private void control(Duration deadline, String... action) {
        if (isRunning()) {
            List<String> arguments =
                    new ArrayList<>(List.of("-w", "-t", String.valueOf(deadline.toSeconds()), "-D", data()));
            arguments.addAll(List.of(action));
            Command.run(program("pg_ctl", arguments.toArray(String[]::new)), deadline.plusSeconds(5));
        }
    }

    private void initialise() {
        if (Files.isDirectory(settings.data())) {
            return;
        }
        Path partial = settings.folder().resolve("data.partial");
        Path secret = settings.folder().resolve("superuser.password");
        try {
            Files.createDirectories(settings.folder());
            Command.run(List.of("rm", "-rf", partial.toString()), STOP_DEADLINE);
            Files.deleteIfExists(secret);
            Files.createFile(
                    secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, settings.password());
            Command.run(
                    program(
                            "initdb",
                            "-D",
                            partial.toString(),
                            "-U",
                            ColophonDatabase.SUPERUSER,
                            "-E",
                            "UTF8",
                            "--locale-provider=builtin",
                            "--locale=C",
                            "--builtin-locale=C.UTF-8",
                            "--auth=scram-sha-256",
                            "--pwfile=" + secret),
                    START_DEADLINE);
            Files.writeString(partial.resolve("postgresql.conf"), "include = 'colophon.conf'\n");
            Files.move(partial, settings.data());
            Files.delete(secret);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a data directory for " + settings, e);
        }
    }

    private static List<String> program(String name, String... arguments) {
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.add(PostgresBinaries.home().resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private String data() {
        return settings.data().toString();
    }

    private PostmasterFile postmaster() {
        return new PostmasterFile(settings.data());
    }
}
