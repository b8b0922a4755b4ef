package dev.colophon.benchmark.measure;

import dev.colophon.testkit.process.Command;
import dev.colophon.testkit.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What another JVM really holds: by its own jcmd, after a full collection. */
public final class Heap {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final Pattern GENERATION = Pattern.compile("total \\d+K, used (\\d+)K");

    private Heap() {}

    /** Live objects of that process, in megabytes (10^6 bytes). */
    public static double liveMegabytes(long pid) {
        jcmd(pid, "GC.run");
        var used = GENERATION
                .matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        if (used == 0) {
            throw new IllegalStateException("jcmd tells no heap of process " + pid);
        }
        return used * 1024 / 1e6;
    }

    private static String jcmd(long pid, String question) {
        var jcmd = Path.of(JavaCommand.java()).resolveSibling("jcmd").toString();
        return Command.tryRun(List.of(jcmd, String.valueOf(pid), question), ANSWER_MAX)
                .output();
    }
}
