package dev.colophon.statusprojector.operations;

import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Impact;
import dev.colophon.statusprojector.invalidate.Invalidation;
import dev.colophon.statusprojector.invalidate.Judged;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.invalidate.ReadInvalidations;
import dev.colophon.statusprojector.invalidate.Selection;
import java.net.URI;
import java.util.List;
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
import tools.jackson.databind.json.JsonMapper;

/** Decisions about events: seen first, then committed with the fingerprint of what was seen. */
@RestController
@RequestMapping("/operations/v1/invalidations")
class InvalidationController {

    private final PreviewImpact preview;
    private final DecideOnEvents decide;
    private final ReadInvalidations invalidations;
    private final Supplier<UUID> ids;
    private final JsonMapper json;

    InvalidationController(
            PreviewImpact preview,
            DecideOnEvents decide,
            ReadInvalidations invalidations,
            Supplier<UUID> ids,
            JsonMapper json) {
        this.preview = preview;
        this.decide = decide;
        this.invalidations = invalidations;
        this.ids = ids;
        this.json = json;
    }

    @PostMapping("/preview")
    Impact preview(@RequestBody Selection selection) {
        return preview.ofInvalidating(selection);
    }

    @PostMapping
    ResponseEntity<Done> invalidate(
            @RequestBody Commit commit, @RequestAttribute(OperationsDoor.OPERATOR) String operator) {
        if (commit.selection() == null) {
            throw new OperationsRefused(OperationsCode.SELECTION_EMPTY, "Say which events: selection.");
        }
        return created(decide.invalidate(
                commit.selection(), Requests.decision(ids.get(), commit.reason(), commit.fingerprint(), operator)));
    }

    @GetMapping
    List<ShownDecision> newest(@RequestParam(defaultValue = "50") int limit) {
        return invalidations.newest(Requests.limit(limit)).stream()
                .map(this::shown)
                .toList();
    }

    @GetMapping("/{id}")
    ShownDecision one(@PathVariable UUID id) {
        return shown(invalidations.one(id));
    }

    @PostMapping("/{id}/reversal/preview")
    Impact previewReversal(@PathVariable UUID id) {
        return preview.ofReinstating(id);
    }

    @PostMapping("/{id}/reversal")
    ResponseEntity<Done> reverse(
            @PathVariable UUID id,
            @RequestBody Reversal reversal,
            @RequestAttribute(OperationsDoor.OPERATOR) String operator) {
        return created(decide.reinstate(
                id, Requests.decision(ids.get(), reversal.reason(), reversal.fingerprint(), operator)));
    }

    private ResponseEntity<Done> created(Judged judged) {
        var location =
                URI.create("/operations/v1/invalidations/" + judged.decision().id());
        return ResponseEntity.created(location)
                .body(new Done(shown(judged.decision()), judged.corrected(), judged.announced()));
    }

    private ShownDecision shown(Invalidation it) {
        return ShownDecision.of(it, json);
    }

    /** What is to be committed. */
    record Commit(
            @Nullable Selection selection,
            @Nullable String reason,
            @Nullable String fingerprint) {}

    /** What is to be taken back. */
    record Reversal(@Nullable String reason, @Nullable String fingerprint) {}

    /** What a decision has changed. */
    record Done(ShownDecision invalidation, int statusesCorrected, int publicationsAnnounced) {}
}
