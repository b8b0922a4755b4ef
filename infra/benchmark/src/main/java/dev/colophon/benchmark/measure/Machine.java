package dev.colophon.benchmark.measure;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a figure was measured on: without it no figure means anything. */
public final class Machine {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private Machine() {}

    /** Processor, cores, memory, kernel and JDK, in one line. */
    public static String describe() {
        return "%s, %d cores, %.0f GB, Linux %s, JDK %s"
                .formatted(
                        field("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ", -1)[0]) * 1024 / 1e9,
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /** The commit that was measured, marked where the tree held more than the commit. */
    public static String commit() {
        var root = RepositoryFiles.root().toString();
        var head = Command.tryRun(List.of("git", "-C", root, "rev-parse", "--short", "HEAD"), ANSWER_MAX);
        if (head.exitCode() != 0) {
            return "unknown (no git)";
        }
        var changed = Command.tryRun(
                List.of("git", "-C", root, "status", "--porcelain", "--", ".", ":!docs/benchmarks"), ANSWER_MAX);
        return head.output().strip() + (changed.output().isBlank() ? "" : " with changes");
    }

    private static String field(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
