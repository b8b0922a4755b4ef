package dev.colophon.local.part;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A command that may take minutes and says on the way what it does. All of it is kept in a log. */
final class TalkingCommand {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LAST_LINES = 6;

    private final List<String> command;
    private final Path log;

    TalkingCommand(List<String> command, Path log) {
        this.command = command;
        this.log = log;
    }

    record End(int exitCode, String lastLines) {}

    /** @param detail is told the newest line */
    End run(Duration deadline, Consumer<String> detail) throws IOException, InterruptedException {
        var start = Files.exists(log) ? Files.size(log) : 0;
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            var end = System.nanoTime() + deadline.toNanos();
            while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                var said = lines(start);
                if (!said.isEmpty()) {
                    detail.accept(said.getLast());
                }
                if (System.nanoTime() - end > 0) {
                    return new End(-1, "not done within %d s; see %s".formatted(deadline.toSeconds(), log));
                }
            }
            return new End(process.exitValue(), lastLines(start));
        } finally {
            process.destroy();
        }
    }

    private String lastLines(long start) throws IOException {
        var said = lines(start);
        return String.join("\n", said.subList(Math.max(0, said.size() - LAST_LINES), said.size()));
    }

    private List<String> lines(long start) throws IOException {
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(start);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
