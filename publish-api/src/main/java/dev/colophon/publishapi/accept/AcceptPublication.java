package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.accept.Outcome.Kind;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.IdempotencyKeys;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.outbox.Outbox;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.status.Status;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.Statuses;
import dev.colophon.publishapi.trace.TraceParent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accepts a job. Story, variant, publication, job, message and the answer to the idempotency key commit together or not at
 * all; nothing here speaks to Kafka or to a site, so that their state cannot hold it up.
 */
@Service
public class AcceptPublication {

    private final IdempotencyKeys keys;
    private final ResolveJob resolveJob;
    private final PublishJobs jobs;
    private final Statuses statuses;
    private final Outbox outbox;
    private final Answers answers;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    AcceptPublication(
            IdempotencyKeys keys,
            ResolveJob resolveJob,
            PublishJobs jobs,
            Statuses statuses,
            Outbox outbox,
            Answers answers,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.keys = keys;
        this.resolveJob = resolveJob;
        this.jobs = jobs;
        this.statuses = statuses;
        this.outbox = outbox;
        this.answers = answers;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Accepts what is asked for, or gives the first answer to the same request again.
     *
     * @throws ProblemException if it cannot be accepted: then nothing is stored, the key neither
     */
    @Transactional
    public Outcome accept(KeyedRequest request, Submission submission, Caller caller, TraceParent trace) {
        var first = keys.firstAnswer(request);
        if (first.isPresent()) {
            return new Outcome(Kind.REPLAYED, first.get());
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var outcome = acceptNew(submission, caller, trace, now);
        keys.remember(request, outcome.answer(), now);
        return outcome;
    }

    private Outcome acceptNew(Submission submission, Caller caller, TraceParent trace, Instant now) {
        var job = resolveJob.resolve(submission, caller.id(), now);
        return alreadyAskedFor(job, caller)
                .map(status -> new Outcome(Kind.REPEATED, answers.repeated(status)))
                .orElseGet(() -> enqueue(job, trace, now));
    }

    private Outcome enqueue(ResolvedJob job, TraceParent trace, Instant now) {
        var requested = job.message(ids.get(), ids.get(), now);
        outbox.enqueue(ids.get(), requested, job.fingerprint(), trace);
        return new Outcome(Kind.ACCEPTED, answers.accepted(requested, job.site().key()));
    }

    /** The status of the publication, if its newest job asks for the very same and has not ended without effect. */
    private Optional<StatusResource> alreadyAskedFor(ResolvedJob job, Caller caller) {
        Sha256 asked = job.fingerprint();
        if (jobs.newestFingerprint(job.publication().id()).filter(asked::equals).isEmpty()) {
            return Optional.empty();
        }
        var status = statuses.find(job.publication().id(), caller).orElseThrow();
        if (status.is(Status.REMOVED)) {
            throw new ProblemException(
                    ProblemCode.REMOVED_BY_EDITOR,
                    "An editor removed the post of publication " + status.publicationId()
                            + " from the site. It is not published again behind the editor's back: have it restored there, "
                            + "or send changed content.");
        }
        return Optional.of(status).filter(current -> !current.endedWithoutEffect());
    }
}
