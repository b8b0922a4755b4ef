package dev.colophon.statusprojector.invalidate;

import dev.colophon.statusprojector.event.Cause;
import dev.colophon.statusprojector.project.CorrectStatuses;
import dev.colophon.statusprojector.project.CorrectStatuses.Corrected;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.PublicationId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invalidates events, or takes that back. Decision, log, status and public messages change in one transaction: at no commit
 * does a status rest on an event that does not hold.
 */
@Service
public class DecideOnEvents {

    private static final int BATCH = 500;

    private final Meant meant;
    private final Foresee foresee;
    private final Invalidations invalidations;
    private final CorrectStatuses correctStatuses;
    private final InstantSource clock;

    DecideOnEvents(
            Meant meant,
            Foresee foresee,
            Invalidations invalidations,
            CorrectStatuses correctStatuses,
            InstantSource clock) {
        this.meant = meant;
        this.foresee = foresee;
        this.invalidations = invalidations;
        this.correctStatuses = correctStatuses;
        this.clock = clock;
    }

    /**
     * Invalidates what is selected, or came after a step.
     *
     * @throws Refused if it is not what was seen, or leaves a publication with nothing
     */
    @Transactional
    public Judged invalidate(Scope scope, Decision decision) {
        var locked = correctStatuses.lock(Meant.publications(meant.by(scope)));
        // Once more, now that nothing comes in between.
        var targets = meant.by(scope);
        var publications = Meant.publications(targets);
        var impact = foresee.without(targets);
        requireSeen(decision, impact, locked.containsAll(publications));
        requireNothingVanishes(impact);
        var at = now();
        invalidations.invalidate(decision, scope, impact, targets, at);
        return judged(decision, impact, correct(publications, decision, at));
    }

    /**
     * Takes an invalidation back: its events hold again, unless another decision stands against them.
     *
     * @throws Refused if it is not what was seen, or was taken back before
     */
    @Transactional
    public Judged reinstate(UUID invalidation, Decision decision) {
        var judgements = invalidations.judgements(invalidation);
        correctStatuses.lock(judgements.keySet());
        var impact = foresee.withAgain(meant.byTakingBack(invalidation));
        requireSeen(decision, impact, true);
        var at = now();
        invalidations.reinstate(decision, invalidation, impact, judgements, at);
        return judged(decision, impact, correct(judgements.keySet(), decision, at));
    }

    private static void requireSeen(Decision decision, Impact impact, boolean complete) {
        if (!complete || !impact.fingerprint().equals(decision.fingerprint())) {
            throw new Refused(
                    Refused.Code.PREVIEW_OUTDATED,
                    "It would change something else than what was seen (%d events of %d publications now). Look again."
                            .formatted(impact.events(), impact.publications()));
        }
    }

    /** Subscribers were told of it: no message could take that back. */
    private static void requireNothingVanishes(Impact impact) {
        if (!impact.vanishing().isEmpty()) {
            throw new Refused(
                    Refused.Code.STATUS_WOULD_VANISH,
                    "Nothing valid would be left of publications that have a status, such as " + impact.vanishing()
                            + ". Leave the request out of the selection.");
        }
    }

    private Corrected correct(Collection<PublicationId> publications, Decision decision, Instant at) {
        var all = List.copyOf(publications);
        var rows = 0;
        var announced = 0;
        for (int from = 0; from < all.size(); from += BATCH) {
            var done = correctStatuses.correct(
                    all.subList(from, Math.min(all.size(), from + BATCH)),
                    publication ->
                            Cause.event(new EventId(Invalidations.judgement(decision.id(), publication)), at, null));
            rows += done.rows();
            announced += done.announced();
        }
        return new Corrected(rows, announced);
    }

    private Judged judged(Decision decision, Impact impact, Corrected corrected) {
        var stored = invalidations.find(decision.id()).orElseThrow();
        return new Judged(stored, impact, corrected.rows(), corrected.announced());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
