package dev.colophon.local.up;

import dev.colophon.local.terminal.LiveLine;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs what has to be done, tells what is under way, and leaves one line for each thing done with the time it took. */
final class Steps implements AutoCloseable {

    private static final long LINE_EVERY_MILLIS = 150;
    private static final List<String> SPINNER = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");

    private final LiveLine line;
    private final InstantSource clock;
    private final Map<String, UnderWay> underWay = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private int frame;

    private record UnderWay(Instant since, String detail) {}

    /** Work that takes a while. */
    interface Work {
        void run(Consumer<String> detail) throws IOException, InterruptedException;
    }

    /** @param name for a person: "Kafka" */
    record Step(String name, Work work) {}

    /** One of several did not come to its end. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String step;

        private Failed(String step, Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
            this.step = step;
        }

        String step() {
            return step;
        }
    }

    Steps(Terminal terminal, InstantSource clock) {
        this.line = new LiveLine(terminal, clock);
        this.clock = clock;
        var _ = ticker.scheduleAtFixedRate(this::tick, LINE_EVERY_MILLIS, LINE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void run(Step step) throws Failed, InterruptedException {
        together(List.of(step));
    }

    /**
     * Side by side. When one fails the others are told to stop waiting: what was started stays as it is, and the failure
     * is told at once instead of at the last one's deadline.
     */
    void together(List<Step> steps) throws Failed, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Step>(threads);
            steps.forEach(step -> ended.submit(() -> perform(step)));
            for (var left = steps.size(); left > 0; left--) {
                try {
                    ended.take().get();
                } catch (ExecutionException failed) {
                    threads.shutdownNow();
                    throw failed.getCause() instanceof Failed told ? told : new Failed("a step", failed);
                }
            }
        }
    }

    private Step perform(Step step) throws Failed {
        var began = clock.instant();
        told(step, began, "");
        try {
            step.work.run(detail -> told(step, began, detail));
            settle(step, "✓ %-22s %s".formatted(step.name, seconds(began)));
            return step;
        } catch (InterruptedException notWaitedFor) {
            settle(step, "– %-22s not waited for".formatted(step.name));
            throw new Failed(step.name, notWaitedFor);
        } catch (IOException | RuntimeException failed) {
            settle(step, "✗ %-22s %s".formatted(step.name, seconds(began)));
            throw new Failed(step.name, failed);
        }
    }

    private synchronized void told(Step step, Instant since, String detail) {
        underWay.put(step.name, new UnderWay(since, detail));
    }

    private synchronized void settle(Step step, String text) {
        underWay.remove(step.name);
        line.settle(text);
    }

    private synchronized void tick() {
        if (!underWay.isEmpty()) {
            frame = (frame + 1) % SPINNER.size();
            line.show(SPINNER.get(frame) + " "
                    + underWay.entrySet().stream()
                            .map(step -> told(step.getKey(), step.getValue()))
                            .collect(Collectors.joining(" · ")));
        }
    }

    private String told(String name, UnderWay work) {
        var detail = work.detail.isEmpty() ? "" : " (" + shortened(work.detail) + ")";
        return name + detail + " "
                + Duration.between(work.since, clock.instant()).toSeconds() + " s";
    }

    private String seconds(Instant began) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(began, clock.instant()).toMillis() / 1000.0);
    }

    private static String shortened(String text) {
        return text.length() <= 50 ? text : text.substring(0, 49) + "…";
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        line.clear();
    }
}
