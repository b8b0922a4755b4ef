package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publish.RecordOutcome.Ending;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.site.SiteAccess;
import dev.colophon.wordpresspublisher.site.SiteStates;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import dev.colophon.wordpresspublisher.wordpress.WordPresses;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Publishes the story of one claim, without a transaction of its own, and has recorded what came of it. */
@Component
class PublishStory {

    private static final Logger LOG = LoggerFactory.getLogger(PublishStory.class);

    private final SiteAccess siteAccess;
    private final SiteStates sites;
    private final WordPresses wordpresses;
    private final CheckpointPost checkpointPost;
    private final IntendWrite intendWrite;
    private final RecordOutcome recordOutcome;
    private final VisitTools tools;
    private final MeterRegistry meters;

    /** What a visit needs besides its services. */
    record VisitTools(CrashPoints crash, InstantSource clock, PublishProperties properties, Endings endings) {}

    PublishStory(
            SiteAccess siteAccess,
            SiteStates sites,
            WordPresses wordpresses,
            CheckpointPost checkpointPost,
            IntendWrite intendWrite,
            RecordOutcome recordOutcome,
            VisitTools tools,
            MeterRegistry meters) {
        this.siteAccess = siteAccess;
        this.sites = sites;
        this.wordpresses = wordpresses;
        this.checkpointPost = checkpointPost;
        this.intendWrite = intendWrite;
        this.recordOutcome = recordOutcome;
        this.tools = tools;
        this.meters = meters;
    }

    void publish(Claim claim, Deadline deadline) {
        Instant began = tools.clock().instant();
        tools.crash().after(Step.CLAIMED);
        try {
            Ending ending = visit(claim, deadline);
            tools.crash().before(Step.RECORDED);
            Duration duration = Duration.between(began, tools.clock().instant());
            if (!recordOutcome.of(claim, ending, duration)) {
                throw new Visit.ClaimLost();
            }
            tools.crash().after(Step.RECORDED);
            tell(claim, ending, duration);
        } catch (Visit.ClaimLost lost) {
            meters.counter("colophon.publish.claims.lost").increment();
            LOG.warn(
                    "CLAIM_LOST publication {} token {}: another worker holds it now; it will look for itself. Nothing was recorded.",
                    claim.publication(),
                    claim.token());
        }
    }

    private Ending visit(Claim claim, Deadline deadline) throws Visit.ClaimLost {
        Visit visit = null;
        try {
            visit = open(claim, deadline);
            var end = visit.run();
            return tools.endings().of(claim, end, steps(visit), visit.unsettled());
        } catch (WordPressFailed failed) {
            return tools.endings().of(claim, failed.failure(), steps(visit), unsettled(claim, visit));
        } catch (DuplicateKeyException otherPublication) {
            var end = new NextStep.Park(new Problem(
                    "DUPLICATE_REMOTE_ID", "The site gave an id that is on record for another publication.", null));
            return tools.endings().of(claim, end, steps(visit), unsettled(claim, visit));
        } catch (DataAccessException | TransactionException databaseFailed) {
            throw databaseFailed; // nothing can be recorded: the lease runs out, and the next visit looks for itself
        } catch (RuntimeException unexpected) {
            LOG.error("VISIT_FAILED publication {}: counted as a failed attempt", claim.publication(), unexpected);
            var failure = new WordPressFailure.NotApplied(new Problem(
                    "VISIT_FAILED",
                    "The visit broke off: " + unexpected.getClass().getSimpleName(),
                    null));
            return tools.endings().of(claim, failure, steps(visit), unsettled(claim, visit));
        }
    }

    private Visit open(Claim claim, Deadline deadline) throws WordPressFailed {
        var suspension = sites.suspension(claim.site());
        if (suspension.isPresent()) {
            throw new WordPressFailed(new WordPressFailure.CredentialsLost(suspension.get()));
        }
        Site site = siteAccess.of(claim.site());
        sites.cap(site.id(), site.maxConcurrency());
        var wordpress = wordpresses.open(site, claim.placement(), claim.slot(), deadline);
        var standing = claim.standing(tools.properties().lateRequestBound());
        return new Visit(claim, standing, wordpress, checkpointPost, intendWrite, tools.crash(), tools.clock());
    }

    private static List<StepTaken> steps(@Nullable Visit visit) {
        return visit == null ? new ArrayList<>() : visit.steps();
    }

    private static @Nullable Unsettled unsettled(Claim claim, @Nullable Visit visit) {
        return visit == null ? claim.unsettled() : visit.unsettled();
    }

    private void tell(Claim claim, Ending ending, Duration duration) {
        meters.timer("colophon.publish.visit", "outcome", ending.name()).record(duration);
        Problem problem = ending.problem();
        if (problem == null) {
            LOG.info(
                    "publication {} revision {}: {}",
                    claim.publication(),
                    claim.wanted().revision(),
                    ending.name());
        } else {
            LOG.warn(
                    "{} publication {} revision {} is {}: {}",
                    problem.code(),
                    claim.publication(),
                    claim.wanted().revision(),
                    ending.name(),
                    problem.detail());
        }
    }
}
