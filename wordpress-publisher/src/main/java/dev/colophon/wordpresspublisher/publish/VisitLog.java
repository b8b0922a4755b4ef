package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.Circuit;
import dev.colophon.wordpresspublisher.site.SiteCircuits;
import dev.colophon.wordpresspublisher.wordpress.Correspondence;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What whoever watches the service reads of its visits: a line of the log and a figure. What is on record is written elsewhere. */
@Component
class VisitLog {

    private static final Logger LOG = LoggerFactory.getLogger(VisitLog.class);

    private final MeterRegistry meters;
    private final Counter claimsLost;
    private final Counter circuitsOpened;

    VisitLog(MeterRegistry meters) {
        this.meters = meters;
        // There from the start: a rate cannot see the step from no counter to one.
        this.claimsLost = meters.counter("colophon.publish.claims.lost");
        this.circuitsOpened = meters.counter("colophon.site.circuit.opened");
    }

    /** The visit is over and on record. */
    void ended(Claim claim, Ending ending, Duration duration, Correspondence correspondence) {
        meters.timer("colophon.publish.visit", "outcome", ending.name()).record(duration);
        Problem problem = ending.problem();
        if (problem == null) {
            LOG.info(
                    "publication {} revision {}: {} (correlation {}: {} requests, {} failed)",
                    claim.publication(),
                    claim.wanted().revision(),
                    ending.name(),
                    correspondence.id(),
                    correspondence.requests(),
                    correspondence.failed());
        } else {
            LOG.warn(
                    "{} publication {} revision {} is {}: {} (correlation {}: {} requests, {} failed)",
                    problem.code(),
                    claim.publication(),
                    claim.wanted().revision(),
                    ending.name(),
                    problem.detail(),
                    correspondence.id(),
                    correspondence.requests(),
                    correspondence.failed());
        }
    }

    /** Something that nobody foresaw ended it. */
    void brokeOff(Claim claim, Throwable unexpected) {
        LOG.error("VISIT_FAILED publication {}: counted as a failed attempt", claim.publication(), unexpected);
    }

    /** Nothing of it is on record. */
    void claimLost(Claim claim) {
        claimsLost.increment();
        LOG.warn(
                "CLAIM_LOST publication {} token {}: it was cancelled, or another worker holds it now and will look for itself. Nothing was recorded.",
                claim.publication(),
                claim.token());
    }

    /** What it made of its site's circuit. */
    void turned(SiteId site, SiteCircuits.Turn turn) {
        if (turn.opened() && turn.after() instanceof Circuit.Open open) {
            circuitsOpened.increment();
            LOG.warn(
                    "CIRCUIT_OPEN site {} does not answer ({}: {}). Its stories stay due and use up no attempts; one visit tries at {}. Other sites go on. See docs/operations/CIRCUIT_OPEN.md",
                    site,
                    open.reason().code(),
                    open.reason().detail(),
                    open.until());
        } else if (turn.closed()) {
            LOG.info("CIRCUIT_CLOSED site {} answers again, its stories go on", site);
        }
    }
}
