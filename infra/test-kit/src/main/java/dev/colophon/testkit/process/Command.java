package dev.colophon.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one short command to its end, within a deadline. Its output goes to a file, never to a pipe that could fill. */
public final class Command {

    private static final int TAIL_CHARACTERS = 4_000;

    private Command() {}

    /**
     * @throws IllegalStateException with the end of the output, when the command fails or does not end in time
     */
    public static void run(List<String> command, Duration deadline) {
        Outcome outcome = tryRun(command, deadline);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("exit code %d of %s%n%s"
                    .formatted(outcome.exitCode(), String.join(" ", command), outcome.output()));
        }
    }

    /** @return the exit code, 124 when the deadline passed (the command is killed then), and the end of the output */
    public static Outcome tryRun(List<String> command, Duration deadline) {
        try {
            Path output = Files.createTempFile("colophon-command", ".log");
            try {
                return new Outcome(exitCode(command, output, deadline), tail(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        }
    }

    private static int exitCode(List<String> command, Path output, Duration deadline) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(output.toFile())
                .start();
        try {
            if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return 124;
    }

    private static java.io.File nothing() {
        return new java.io.File("/dev/null");
    }

    /** The last part of a text file, for an error message; empty when there is no such file. */
    public static String tail(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - TAIL_CHARACTERS));
        } catch (IOException e) {
            return "";
        }
    }

    /** How a command ended. */
    public record Outcome(int exitCode, String output) {}
}
