package dev.colophon.benchmark.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux says of a process. Files of /proc, so there is nothing to install and nothing that disturbs the measured. */
public final class ProcessFigures {

    /** USER_HZ: a constant of the kernel's interface on every platform that the JDK runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int USER_TICKS = 11;
    private static final int TICK_FIELDS = 4;

    private ProcessFigures() {}

    /** Largest resident set of its life so far, in megabytes (10^6 bytes). */
    public static double peakMegabytes(long pid) {
        var found = PEAK.matcher(read(pid, "status"));
        if (!found.find()) {
            throw new IllegalStateException("the kernel tells no VmHWM of process " + pid);
        }
        return Long.parseLong(found.group(1)) * 1024 / 1e6;
    }

    /** User and system time of the process and of its children that have ended, in seconds. */
    public static double cpuSeconds(long pid) {
        var line = read(pid, "stat");
        // The second field is a name in parentheses, which may hold blanks.
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        var ticks = 0L;
        for (var i = USER_TICKS; i < USER_TICKS + TICK_FIELDS; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** The same of a process and all that it started, living or ended: the time of one that ends meanwhile goes to who started it. */
    public static double cpuSecondsOfTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToDouble(process -> cpuSecondsWhileItLives(process.pid()))
                .sum();
    }

    private static double cpuSecondsWhileItLives(long pid) {
        try {
            return cpuSeconds(pid);
        } catch (UncheckedIOException ended) {
            return 0;
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("process %d has ended".formatted(pid), e);
        }
    }
}
