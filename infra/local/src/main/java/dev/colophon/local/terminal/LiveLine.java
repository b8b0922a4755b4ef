package dev.colophon.local.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One line about work under way: rewritten in place for a person, now and then a new one for a log. */
public final class LiveLine {

    private static final Duration LOG_EVERY = Duration.ofSeconds(5);
    private static final String ERASE = "\r\u001B[2K";

    private final Terminal terminal;
    private final InstantSource clock;
    private @Nullable Instant lastLogged;

    public LiveLine(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Cheap enough to be called several times a second. */
    public synchronized void show(String text) {
        if (terminal.isInteractive()) {
            terminal.err().print(ERASE + text);
            terminal.err().flush();
        } else if (isTimeToLog()) {
            lastLogged = clock.instant();
            terminal.err().println(text);
        }
    }

    /** Replaces what was shown by a line that stays. */
    public synchronized void settle(String text) {
        terminal.err().println((terminal.isInteractive() ? ERASE : "") + text);
        terminal.err().flush();
    }

    public synchronized void clear() {
        if (terminal.isInteractive()) {
            terminal.err().print(ERASE);
            terminal.err().flush();
        }
    }

    private boolean isTimeToLog() {
        var last = lastLogged;
        return last == null || !last.plus(LOG_EVERY).isAfter(clock.instant());
    }
}
