package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.accept.Outcome.Kind;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.outbox.Asked;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.status.Status;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.Statuses;
import dev.colophon.publishapi.trace.TraceParent;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accepts a job. Story, variant, publication, job, message and the answer to the idempotency key commit together or not at
 * all; nothing here speaks to Kafka or to a site, so that their state cannot hold it up.
 */
@Service
public class AcceptPublication {

    private final OncePerKey oncePerKey;
    private final ResolveJob resolveJob;
    private final PublishJobs jobs;
    private final Statuses statuses;
    private final EnqueueJob enqueueJob;
    private final Answers answers;

    AcceptPublication(
            OncePerKey oncePerKey,
            ResolveJob resolveJob,
            PublishJobs jobs,
            Statuses statuses,
            EnqueueJob enqueueJob,
            Answers answers) {
        this.oncePerKey = oncePerKey;
        this.resolveJob = resolveJob;
        this.jobs = jobs;
        this.statuses = statuses;
        this.enqueueJob = enqueueJob;
        this.answers = answers;
    }

    /**
     * Accepts what is asked for, or gives the first answer to the same request again.
     *
     * @throws ProblemException if it cannot be accepted: then nothing is stored, the key neither
     */
    @Transactional
    public Outcome accept(KeyedRequest request, Submission submission, Caller caller, TraceParent trace) {
        return oncePerKey.run(request, now -> acceptNew(submission, caller, trace, now));
    }

    /** The first answer to the same request, if it was accepted before. */
    @Transactional
    public Optional<Outcome> replay(KeyedRequest request) {
        return oncePerKey.replay(request);
    }

    private Outcome acceptNew(Submission submission, Caller caller, TraceParent trace, Instant now) {
        var job = resolveJob.resolve(submission, caller.id(), now);
        return alreadyAskedFor(job, caller)
                .map(status -> new Outcome(Kind.REPEATED, answers.repeated(status)))
                .orElseGet(() -> enqueue(job, new Asked(caller.id(), trace, null), caller, now));
    }

    private Outcome enqueue(Job job, Asked asked, Caller caller, Instant now) {
        var requested = enqueueJob.enqueue(job, asked, now);
        return new Outcome(
                Kind.ACCEPTED,
                answers.accepted(
                        requested, job.target().site(), links(job.target().publication(), caller)));
    }

    /** Of a publication that has just begun nobody can have told anything: there is no status to look up. */
    private StatusResource.Links links(Publication publication, Caller caller) {
        return publication.begun()
                ? StatusResource.Links.ofFirstJob(publication.id())
                : statuses.find(publication.id(), caller).orElseThrow().links();
    }

    /** The status of the publication, if its newest job asks for the very same and has not ended without effect. */
    private Optional<StatusResource> alreadyAskedFor(Job job, Caller caller) {
        var publication = job.target().publication();
        return publication.begun() ? Optional.empty() : standing(job, caller);
    }

    private Optional<StatusResource> standing(Job job, Caller caller) {
        return jobs.standing(job.target().publication().id())
                .filter(standing -> standing.newestFingerprint().equals(job.fingerprint()))
                .flatMap(standing -> unlessEndedWithoutEffect(job, standing.wanted(), caller));
    }

    private Optional<StatusResource> unlessEndedWithoutEffect(Job job, Action wanted, Caller caller) {
        var status = statuses.find(job.target().publication().id(), caller).orElseThrow();
        if (status.is(Status.REMOVED)) {
            throw new ProblemException(
                    ProblemCode.REMOVED_BY_EDITOR,
                    "An editor removed the post of publication " + status.publicationId()
                            + " from the site. It is not published again behind the editor's back: have it restored there, "
                            + "or POST " + status.links().self() + "/retry to have it published anew.");
        }
        return status.situation(wanted).endedWithoutEffect() ? Optional.empty() : Optional.of(status);
    }
}
