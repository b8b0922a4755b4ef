package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Spent;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.site.SiteAccess;
import dev.colophon.wordpresspublisher.site.SiteCircuits;
import dev.colophon.wordpresspublisher.site.SiteSign;
import dev.colophon.wordpresspublisher.site.SiteStates;
import dev.colophon.wordpresspublisher.trace.StorySpans;
import dev.colophon.wordpresspublisher.wordpress.Correspondence;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import dev.colophon.wordpresspublisher.wordpress.WordPresses;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Publishes the story of one claim, without a transaction of its own, and has recorded what came of it. */
@Component
class PublishStory {

    private final SiteAccess siteAccess;
    private final SiteStates sites;
    private final WordPresses wordpresses;
    private final VisitTransactions transactions;
    private final RecordOutcome recordOutcome;
    private final VisitTools tools;
    private final VisitLog log;

    /** What a visit needs besides its services. */
    record VisitTools(
            CrashPoints crash, InstantSource clock, PublishProperties properties, Endings endings, StorySpans spans) {}

    PublishStory(
            SiteAccess siteAccess,
            SiteStates sites,
            WordPresses wordpresses,
            VisitTransactions transactions,
            RecordOutcome recordOutcome,
            VisitTools tools,
            VisitLog log) {
        this.siteAccess = siteAccess;
        this.sites = sites;
        this.wordpresses = wordpresses;
        this.transactions = transactions;
        this.recordOutcome = recordOutcome;
        this.tools = tools;
        this.log = log;
    }

    /** How a visit ended, and the claim that it held then: a visit may have gone on into the next generation. */
    private record Ended(Claim claim, Ending ending, SiteSign sign) {}

    void publish(Claim claim, Deadline deadline) {
        Instant began = tools.clock().instant();
        tools.crash().after(Step.CLAIMED);
        try (var span = tools.spans()
                .visit(
                        claim.traceparent(),
                        claim.publication().toString(),
                        claim.wanted().revision(),
                        claim.attempt())) {
            var correspondence = new Correspondence(claim.attemptId());
            Ended ended = visit(claim, deadline, correspondence);
            tools.crash().before(Step.RECORDED);
            Duration duration = Duration.between(began, tools.clock().instant());
            SiteCircuits.Turn turn = recordOutcome
                    .of(
                            ended.claim(),
                            ended.ending(),
                            ended.sign(),
                            new Spent(duration, correspondence.requests(), correspondence.failed()))
                    .orElseThrow(ClaimLost::new);
            tools.crash().after(Step.RECORDED);
            log.ended(ended.claim(), ended.ending(), duration, correspondence);
            Problem problem = ended.ending().problem();
            span.ended(ended.ending().name(), problem == null ? null : problem.code());
            log.turned(claim.site(), turn);
        } catch (ClaimLost lost) {
            log.claimLost(claim);
        }
    }

    private Ended visit(Claim claim, Deadline deadline, Correspondence correspondence) throws ClaimLost {
        Visit visit = null;
        try {
            visit = open(claim, deadline, correspondence);
            return ended(visit, visit.run());
        } catch (WordPressFailed failed) {
            return ended(claim, visit, failed.failure());
        } catch (DuplicateKeyException otherPublication) {
            var problem = new Problem(
                    "DUPLICATE_REMOTE_ID", "The site gave an id that is on record for another publication.", null);
            return visit == null
                    ? ended(claim, null, new WordPressFailure.NotApplied(problem))
                    : ended(visit, new NextStep.Park(problem));
        } catch (DataAccessException | TransactionException databaseFailed) {
            throw databaseFailed; // nothing can be recorded: the lease runs out, and the next visit looks for itself
        } catch (RuntimeException | VirtualMachineError | LinkageError unexpected) {
            log.brokeOff(claim, unexpected);
            var failure = new WordPressFailure.NotApplied(new Problem(
                    "VISIT_FAILED",
                    "The visit broke off: " + unexpected.getClass().getSimpleName(),
                    null));
            return ended(claim, visit, failure);
        }
    }

    private Ended ended(Visit visit, NextStep.End end) {
        Ending ending = tools.endings().of(visit.claim(), end, visit.steps(), visit.mayStillLand());
        return new Ended(visit.claim(), ending, new SiteSign.Answers());
    }

    private Ended ended(Claim begun, @Nullable Visit visit, WordPressFailure failure) {
        Claim claim = visit == null ? begun : visit.claim();
        List<StepTaken> steps = visit == null ? List.of() : visit.steps();
        Unsettled unsettled = visit == null ? claim.unsettled() : visit.endNotSeen();
        return new Ended(claim, tools.endings().of(claim, failure, steps, unsettled), SiteSign.of(failure));
    }

    private Visit open(Claim claim, Deadline deadline, Correspondence correspondence) throws WordPressFailed {
        var suspension = sites.suspension(claim.site());
        if (suspension.isPresent()) {
            throw new WordPressFailed(new WordPressFailure.CredentialsLost(suspension.get()));
        }
        Site site = siteAccess.of(claim.site());
        sites.cap(site.id(), site.maxConcurrency(), site.maxVisitsPerMinute());
        return new Visit(
                claim,
                tools.properties().lateRequestBound(),
                new SiteOfVisit(wordpresses, site, deadline, correspondence),
                transactions,
                tools.crash(),
                tools.clock());
    }
}
