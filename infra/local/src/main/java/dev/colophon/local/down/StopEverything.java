package dev.colophon.local.down;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.part.Part;
import dev.colophon.local.part.Parts;
import dev.colophon.local.part.Presence;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Stops what runs, services first, so that nothing loses the ground under its feet. Data stays. */
public record StopEverything(Terminal terminal) {

    /** @return whether anything ran */
    public boolean in(Home home) throws IOException, InterruptedException {
        var parts = parts(home);
        if (parts.isEmpty()) {
            return false;
        }
        var ran = together(parts.get().services());
        // WordPress before Kafka and PostgreSQL, each on its own: the order of a story, backwards.
        ran |= together(List.of(parts.get().wordpress()));
        ran |= together(List.of(parts.get().kafka()));
        ran |= together(List.of(parts.get().postgres()));
        return ran;
    }

    public static boolean anythingRunsIn(Home home) {
        try {
            return parts(home).stream()
                    .flatMap(parts -> parts.all().stream())
                    .filter(Part::isOurs)
                    .anyMatch(part -> part.presence().state() != Presence.State.DOWN);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + home.root(), unreadable);
        }
    }

    private static Optional<Parts> parts(Home home) throws IOException {
        if (!Files.exists(home.settings()) || !Files.exists(home.secrets())) {
            return Optional.empty();
        }
        return Optional.of(Parts.of(home, Settings.of(home), Secrets.of(home)));
    }

    private boolean together(List<? extends Part> parts) throws InterruptedException {
        var running = parts.stream()
                .filter(Part::isOurs)
                .filter(part -> part.presence().state() != Presence.State.DOWN)
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stops = running.stream()
                    .map(part -> threads.submit(() -> stop(part)))
                    .toList();
            for (var stop : stops) {
                stop.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("could not stop everything: " + failed.getCause(), failed.getCause());
        }
        return !running.isEmpty();
    }

    private Part stop(Part part) throws IOException, InterruptedException {
        part.stop();
        terminal.err().println("✓ stopped " + part.name());
        return part;
    }
}
