package dev.colophon.statusprojector.operations;

import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Impact;
import dev.colophon.statusprojector.invalidate.Milestone;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.invalidate.Reset;
import dev.colophon.statusprojector.invalidate.Selection;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Puts publications back to a step: seen first, then committed. It is a decision about events, and taken back as one. */
@RestController
@RequestMapping("/operations/v1/resets")
class ResetController {

    private final PreviewImpact preview;
    private final DecideOnEvents decide;
    private final Supplier<UUID> ids;
    private final JsonMapper json;

    ResetController(PreviewImpact preview, DecideOnEvents decide, Supplier<UUID> ids, JsonMapper json) {
        this.preview = preview;
        this.decide = decide;
        this.ids = ids;
        this.json = json;
    }

    @PostMapping("/preview")
    Impact preview(@RequestBody Order order) {
        return preview.ofInvalidating(order.reset());
    }

    @PostMapping
    ResponseEntity<Done> reset(@RequestBody Order order, @RequestAttribute(OperationsDoor.OPERATOR) String operator) {
        var decision = Requests.decision(ids.get(), order.reason(), order.fingerprint(), operator);
        var judged = decide.invalidate(order.reset(), decision);
        var sites = judged.impact().eventsBySite().keySet();
        return ResponseEntity.created(URI.create("/operations/v1/invalidations/" + decision.id()))
                .body(new Done(
                        ShownDecision.of(judged.decision(), json),
                        judged.corrected(),
                        judged.announced(),
                        sites.stream().map(Resume::of).toList()));
    }

    /** What is to be put back, and to where. */
    record Order(
            @Nullable Selection selection,
            @Nullable Milestone step,
            @Nullable String reason,
            @Nullable String fingerprint) {

        private Reset reset() {
            if (selection == null) {
                throw new OperationsRefused(OperationsCode.SELECTION_EMPTY, "Say which publications: selection.");
            }
            if (step == null) {
                throw new OperationsRefused(
                        OperationsCode.STEP_MISSING, "Say which step: " + List.of(Milestone.values()) + ".");
            }
            return new Reset(step, selection);
        }
    }

    /** What it has changed, and what makes the publications go on: nothing here does. */
    record Done(ShownDecision reset, int statusesCorrected, int publicationsAnnounced, List<Resume> resume) {}

    /** What to ask of the publisher: it looks at the site, and tells anew what its ledger holds and it sees. */
    record Resume(String site, String post, String body) {

        private static Resume of(String site) {
            return new Resume(
                    site,
                    "/operations/v1/sites/" + site + "/reconciliations",
                    "{\"dryRun\": false, \"fromReceipts\": true}");
        }
    }
}
