package dev.colophon.wordpresspublisher.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.publish.Workers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Runs cells side by side, each through a site that is given to it, and counts. */
final class Matrix {

    private static final int RUNS_MAX = 3;
    /** Of a hundred cells. More is no late answer now and then, but a step that is left out. */
    private static final int ANEW_PERCENT_MAX = 2;

    private final Newsroom newsroom;
    private final Workers workers;
    private final Function<Road, MatrixSite> sites;
    private final int atATime;
    private final Duration patience;
    private final AtomicInteger cells = new AtomicInteger();
    private final AtomicInteger drafts = new AtomicInteger();
    private final AtomicInteger passedBy = new AtomicInteger();
    private final AtomicLong visits = new AtomicLong();
    private final long began = System.nanoTime();

    Matrix(Newsroom newsroom, Workers workers, Function<Road, MatrixSite> sites, int atATime, Duration patience) {
        this.newsroom = newsroom;
        this.workers = workers;
        this.sites = sites;
        this.atATime = atATime;
        this.patience = patience;
    }

    /** What is wrong, a line for each cell; empty if nothing is. */
    List<String> failures(List<Cell> reachable) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(atATime)) {
            List<Callable<String>> runs = reachable.stream()
                    .<Callable<String>>map(cell -> () -> run(cell))
                    .toList();
            return pool.invokeAll(runs).stream()
                    .map(Matrix::result)
                    .filter(failure -> !failure.isEmpty())
                    .toList();
        }
    }

    /** To be asked when all have run. One moment in which the machine stands still meets all that run side by side. */
    void assertFewBegunAnew() {
        assertThat(passedBy)
                .as("runs begun anew, of %d cells", cells.get())
                .hasValueLessThanOrEqualTo(Math.max(2 * atATime, Math.ceilDiv(cells.get() * ANEW_PERCENT_MAX, 100)));
    }

    String summary() {
        return "%d cells in %d s, %d visits, %d drafts left for the sweep, %d runs begun anew for a late answer"
                .formatted(cells.get(), seconds(began), visits.get(), drafts.get(), passedBy.get());
    }

    static long seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds();
    }

    /** A cell whose step was passed by is begun anew, on another site. */
    private String run(Cell cell) {
        for (int run = 1; run < RUNS_MAX; run++) {
            try {
                return judged(cell);
            } catch (CellRun.PassedBy late) {
                passedBy.incrementAndGet();
            }
        }
        try {
            return judged(cell);
        } catch (CellRun.PassedBy again) {
            return cell + ": " + again.getMessage() + " in each of " + RUNS_MAX + " runs";
        }
    }

    private String judged(Cell cell) {
        try (MatrixSite site = sites.apply(cell.road())) {
            var run = new CellRun(cell, newsroom, workers, site, patience);
            try {
                var left = run.run();
                cells.incrementAndGet();
                drafts.addAndGet(left.drafts());
                visits.addAndGet(left.visits());
                return "";
            } catch (CellRun.PassedBy late) {
                throw late;
            } catch (AssertionError | RuntimeException wrong) {
                return cell + ": " + wrong.getMessage() + "\n    " + run.story();
            }
        }
    }

    private static String result(Future<String> run) {
        try {
            return run.get();
        } catch (ExecutionException | InterruptedException broken) {
            return broken.toString();
        }
    }
}
