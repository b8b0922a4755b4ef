package dev.colophon.statusprojector.divergence;

import dev.colophon.statusprojector.divergence.Tally.Counts;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Divergence for operators: what the newest comparisons found, and one now. Behind the key of the operations API. */
@RestController
@RequestMapping("/operations/v1/divergence")
class DivergenceController {

    private final MeasureDivergence measure;
    private final DivergenceRuns runs;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("divergence").daemon().factory());

    DivergenceController(MeasureDivergence measure, DivergenceRuns runs) {
        this.measure = measure;
        this.runs = runs;
    }

    /** Of each comparison the newest that came to its end. */
    @GetMapping
    List<Measured> newest() {
        return runs.newest().stream().map(this::measured).toList();
    }

    @GetMapping("/{id}")
    Measured one(@PathVariable UUID id) {
        return runs.of(id)
                .map(this::measured)
                .orElseThrow(
                        () -> new DivergenceRefused(DivergenceRefused.Code.NO_SUCH_RUN, "There is no run " + id + "."));
    }

    /** Compares everything. With the fold that takes its time: the answer says where its progress is shown. */
    @PostMapping
    ResponseEntity<Measured> compare(
            @RequestAttribute("colophon.operator") String operator, @RequestBody Wanted wanted) {
        var run = begin(operator, comparison(wanted.comparison()))
                .flatMap(runs::of)
                .orElseThrow(() -> new DivergenceRefused(
                        DivergenceRefused.Code.COMPARISON_RUNNING,
                        "A comparison of this kind has not ended yet: wait for it."));
        return ResponseEntity.accepted()
                .location(URI.create("/operations/v1/divergence/" + run.id()))
                .body(measured(run));
    }

    private Optional<UUID> begin(String operator, Comparison comparison) {
        return switch (comparison) {
            case FOLD -> {
                var id = measure.beginAll(operator);
                id.ifPresent(run -> worker.execute(() -> measure.all(run)));
                yield id;
            }
            case LEDGER -> measure.ledger(operator);
            case SITE -> measure.site(operator);
        };
    }

    private static Comparison comparison(@Nullable String word) {
        try {
            return Comparison.of(String.valueOf(word));
        } catch (IllegalArgumentException e) {
            throw new DivergenceRefused(
                    DivergenceRefused.Code.NO_SUCH_COMPARISON, "comparison is fold, ledger or site.");
        }
    }

    private Measured measured(DivergenceRun run) {
        return Measured.of(run, runs.findings(run.id()));
    }

    /** A run that is cut off says so itself, once it has been silent for a while. */
    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }

    /** What to compare the projection with, or the ledger: fold, ledger or site. */
    record Wanted(@Nullable String comparison) {}

    /**
     * A comparison.
     *
     * @param percent of the rows compared, to be held against 0 (alarm above) and 1 (page above)
     * @param findings the first ones
     */
    record Measured(
            UUID id,
            String comparison,
            String scope,
            @Nullable String operator,
            String state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            Counts counts,
            double percent,
            @Nullable UUID place,
            @Nullable String problem,
            List<Divergence> findings) {

        static Measured of(DivergenceRun run, List<Divergence> findings) {
            return new Measured(
                    run.id(),
                    run.comparison().word(),
                    run.scope(),
                    run.operator(),
                    run.state(),
                    run.startedAt(),
                    run.finishedAt(),
                    run.counts(),
                    100 * run.counts().ratio(),
                    run.place(),
                    run.problem(),
                    findings);
        }
    }
}
