package dev.colophon.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which process a file speaks of: its id and when it started, since the system gives the id of a dead process to
 * another one. A recycled id is thus never signalled.
 *
 * @param pid of the operating system
 * @param startedAt as the operating system tells it
 */
public record ProcessMark(long pid, Instant startedAt) {

    /** The start time is derived from the boot time, which a corrected clock may move a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    public static ProcessMark of(ProcessHandle process) {
        Instant startedAt = process.info().startInstant().orElse(Instant.EPOCH);
        return new ProcessMark(process.pid(), startedAt);
    }

    /** @return empty where there is no such file, or one that holds no mark */
    public static Optional<ProcessMark> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new ProcessMark(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (RuntimeException half) {
            return Optional.empty();
        }
    }

    public void write(Path file) {
        try {
            Files.writeString(file, "%d%n%s%n".formatted(pid, startedAt));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The living process that is meant, if it still lives. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isMeant);
    }

    private boolean isMeant(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(seen -> Duration.between(startedAt, seen).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }
}
