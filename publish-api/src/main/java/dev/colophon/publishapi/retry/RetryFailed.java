package dev.colophon.publishapi.retry;

import dev.colophon.publishapi.accept.AcceptCommand;
import dev.colophon.publishapi.accept.Command;
import dev.colophon.publishapi.accept.Outcome;
import dev.colophon.publishapi.accept.TransactionRetries;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.limit.RateLimits;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.problem.FieldError;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.problem.Problems;
import dev.colophon.publishapi.request.AcceptedAnswers;
import dev.colophon.publishapi.site.Site;
import dev.colophon.publishapi.status.FailedPublications;
import dev.colophon.publishapi.status.FailedPublications.Failed;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.trace.TraceParent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Retries what failed or was parked at a site, each publication in a transaction of its own, as its own command would. It may be asked
 * for again at any time: what has a job by now has no longer failed. What is no fault of a publication (the database is away) ends the
 * call; the same call again goes on with the rest.
 */
@Component
public class RetryFailed {

    /** Most publications of one call. */
    public static final int MOST = 500;

    /** Before every publication there is. */
    public static final PublicationId FROM_THE_FIRST = new PublicationId(new UUID(0, 0));

    private static final String OPERATION = "item of POST /v1/sites/{key}/retry-failed";

    private final FailedPublications failed;
    private final AcceptCommand acceptCommand;
    private final TransactionRetries retries;
    private final RateLimits limits;
    private final AcceptedAnswers answers;
    private final Problems problems;

    RetryFailed(
            FailedPublications failed,
            AcceptCommand acceptCommand,
            TransactionRetries retries,
            RateLimits limits,
            AcceptedAnswers answers,
            Problems problems) {
        this.failed = failed;
        this.acceptCommand = acceptCommand;
        this.retries = retries;
        this.limits = limits;
        this.answers = answers;
        this.problems = problems;
    }

    /** Where to go on: after the publication of this id; 400 if it is none. */
    public static PublicationId placeOf(String after) {
        return PublicationId.parse(after)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.INVALID_PARAMETER,
                        "Parameter after is no id of a publication.",
                        List.of(new FieldError(
                                "?after",
                                "NOT_AN_ID",
                                "This is no id of a publication.",
                                "Send next as it came, or leave it out to begin with the first."))));
    }

    /** Retries the next ones, each of which counts against the caller's limit. */
    public Retried retry(
            Site site, PublicationId after, int limit, @Nullable String reason, Caller caller, TraceParent trace) {
        site.refuseIfSuspended("");
        var found = failed.at(site.id(), after, limit + 1);
        var page = found.stream().limit(limit).toList();
        limits.charge(caller.id(), page.size());
        var items =
                page.stream().map(each -> retry(each, reason, caller, trace)).toList();
        return Retried.of(site.key().value(), items, found.size() > page.size());
    }

    private RetriedItem retry(Failed each, @Nullable String reason, Caller caller, TraceParent trace) {
        var command = new Command(each.publication(), Action.RETRY, reason);
        // One failure is retried once, however many ask at the same time.
        var key = new IdempotencyKey(each.publication() + "/" + each.revision());
        var body = Sha256.parts().add(each.publication()).hash();
        try {
            var outcome = retries.run(() ->
                    acceptCommand.accept(new KeyedRequest(caller.id(), OPERATION, key, body), command, caller, trace));
            answers.tell(outcome, Action.RETRY.text(), caller);
            return outcome.kind() == Outcome.Kind.ACCEPTED ? RetriedItem.accepted(each) : RetriedItem.repeated(each);
        } catch (ProblemException refusal) {
            if (refusal.passes()) {
                throw refusal; // no verdict on the publication: it is retried when this is asked for again
            }
            return RetriedItem.refused(each, problems.told(refusal, trace));
        }
    }
}
