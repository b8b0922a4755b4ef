package dev.colophon.statusprojector.operations;

import dev.colophon.statusprojector.publication.PublicationId;
import dev.colophon.statusprojector.rebuild.Differences;
import dev.colophon.statusprojector.rebuild.Rebuild;
import dev.colophon.statusprojector.rebuild.RebuildProjection;
import dev.colophon.statusprojector.rebuild.RebuildSelection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rebuilds: a dry run unless said otherwise, worked on behind; progress by asking again. */
@RestController
@RequestMapping("/operations/v1/rebuilds")
class RebuildController {

    private final RebuildProjection rebuilds;
    private final Supplier<UUID> ids;

    RebuildController(RebuildProjection rebuilds, Supplier<UUID> ids) {
        this.rebuilds = rebuilds;
        this.ids = ids;
    }

    @PostMapping
    ResponseEntity<Shown> start(@RequestBody Start start, @RequestAttribute(OperationsDoor.OPERATOR) String operator) {
        var selection = start.selection() == null ? RebuildSelection.ALL : start.selection();
        var dryRun = start.dryRun() == null || start.dryRun();
        return accepted(rebuilds.start(ids.get(), selection, dryRun, Requests.reason(start.reason()), operator));
    }

    @GetMapping
    List<Shown> newest(@RequestParam(defaultValue = "20") int limit) {
        return looked(rebuilds.newest(Requests.limit(limit)));
    }

    @GetMapping("/{id}")
    Shown one(@PathVariable UUID id) {
        return looked(List.of(rebuilds.one(id))).getFirst();
    }

    @GetMapping("/{id}/differences")
    List<Differences.Shown> differences(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "100") int limit) {
        rebuilds.one(id);
        return rebuilds.differences(id, Optional.ofNullable(after).map(PublicationId::new), Requests.limit(limit));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<Shown> resume(@PathVariable UUID id) {
        return accepted(rebuilds.resume(id));
    }

    @PostMapping("/{id}/cancel")
    Shown cancel(@PathVariable UUID id) {
        return shown(rebuilds.cancel(id), false);
    }

    private ResponseEntity<Shown> accepted(Rebuild rebuild) {
        return ResponseEntity.accepted()
                .location(URI.create("/operations/v1/rebuilds/" + rebuild.id()))
                .body(shown(rebuild, false));
    }

    private List<Shown> looked(List<Rebuild> onRecord) {
        var interrupted = rebuilds.interrupted(onRecord);
        return onRecord.stream()
                .map(rebuild -> shown(rebuild, interrupted.contains(rebuild.id())))
                .toList();
    }

    private Shown shown(Rebuild it, boolean interrupted) {
        var progress = it.progress();
        return new Shown(
                it.id(),
                it.dryRun(),
                it.selection(),
                it.reason(),
                it.author(),
                it.state(),
                it.phase().name().toLowerCase(Locale.ROOT),
                interrupted,
                it.publications(),
                it.eventsDone(),
                progress.percent(),
                progress.publicationsPerSecond(),
                progress.remaining().map(Duration::toSeconds).orElse(null),
                rebuilds.counts(it.id()),
                it.swapped(),
                it.announced(),
                it.diverged(),
                it.failure(),
                it.startedAt(),
                it.updatedAt(),
                it.endedAt());
    }

    /** What is to be rebuilt; all, if nothing is selected, and a dry run unless said otherwise. */
    record Start(
            @Nullable RebuildSelection selection,
            @Nullable Boolean dryRun,
            @Nullable String reason) {}

    /**
     * A rebuild, as far as it has come.
     *
     * @param interrupted it has not ended and nobody works on it: resume or cancel it
     * @param remainingSeconds at the measured rate; null before anything was measured, and after the end of one that was stopped
     */
    record Shown(
            UUID id,
            boolean dryRun,
            RebuildSelection selection,
            String reason,
            String author,
            String state,
            String phase,
            boolean interrupted,
            long publications,
            long eventsFolded,
            int percent,
            long publicationsPerSecond,
            @Nullable Long remainingSeconds,
            Differences.Counts differences,
            long rowsPutRight,
            long publicationsAnnounced,
            long rowsDiverged,
            @Nullable String failure,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Instant endedAt) {}
}
