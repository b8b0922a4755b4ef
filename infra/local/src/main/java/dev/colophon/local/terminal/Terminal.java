package dev.colophon.local.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a command speaks to. Results go to {@code out}, everything on the way to {@code err}, so that a script can read the former.
 *
 * @param isInteractive a person is watching: a line may be rewritten in place
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean isInteractive) {

    public static Terminal ofProcess() {
        var isWatched = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        var isDumb = Objects.requireNonNullElse(System.getenv("TERM"), "dumb").equals("dumb");
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                isWatched && !isDumb);
    }
}
