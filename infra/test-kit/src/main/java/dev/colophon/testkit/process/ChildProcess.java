package dev.colophon.testkit.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of ours, in a session of its own so that it outlives this JVM and its terminal. Its mark stands in a file,
 * by which a later JVM finds it again.
 */
public final class ChildProcess {

    private static final Duration GONE_DEADLINE = Duration.ofSeconds(20);

    private final ProcessHandle process;

    private ChildProcess(ProcessHandle process) {
        this.process = process;
    }

    /**
     * Starts a command with output and errors appended to a log file.
     *
     * @param environment added to this JVM's own
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path log, Path pidFile) {
        List<String> detached = new ArrayList<>(List.of("setsid"));
        detached.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(detached)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.deleteIfExists(pidFile);
            ProcessHandle process = builder.start().toHandle();
            ProcessMark.of(process).write(pidFile);
            return new ChildProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    /** The process that the file speaks of, if it lives. */
    public static Optional<ChildProcess> find(Path pidFile) {
        return ProcessMark.read(pidFile).flatMap(ProcessMark::find).map(ChildProcess::new);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Asks the process to end (SIGTERM) and waits; kills it when the grace is over.
     *
     * @return whether it ended by itself
     */
    public boolean stop(Duration grace) {
        process.destroy();
        if (isGoneWithin(grace)) {
            return true;
        }
        kill();
        return false;
    }

    /** Ends the process at once (SIGKILL); returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!isGoneWithin(GONE_DEADLINE)) {
            throw new IllegalStateException("process %d survived SIGKILL for %s".formatted(pid(), GONE_DEADLINE));
        }
    }

    /** Stops the process from running without ending it (SIGSTOP), as a long pause of the machine would. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process run again (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        Command.run(List.of("kill", "-" + name, String.valueOf(pid())), GONE_DEADLINE);
    }

    private boolean isGoneWithin(Duration deadline) {
        try {
            process.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
