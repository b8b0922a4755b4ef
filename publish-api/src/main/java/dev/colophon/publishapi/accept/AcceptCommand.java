package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.accept.Outcome.Kind;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.outbox.Asked;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.status.Statuses;
import dev.colophon.publishapi.trace.TraceParent;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accepts a command on a publication: a job of its own, with the variant of the newest one, enqueued like any other. What
 * the status proves to be pointless is refused; for the rest the publisher's ledger decides, and its receipt tells.
 */
@Service
public class AcceptCommand {

    private final OncePerKey oncePerKey;
    private final ResolveCommand resolveCommand;
    private final EnqueueJob enqueueJob;
    private final Statuses statuses;
    private final Answers answers;

    AcceptCommand(
            OncePerKey oncePerKey,
            ResolveCommand resolveCommand,
            EnqueueJob enqueueJob,
            Statuses statuses,
            Answers answers) {
        this.oncePerKey = oncePerKey;
        this.resolveCommand = resolveCommand;
        this.enqueueJob = enqueueJob;
        this.statuses = statuses;
        this.answers = answers;
    }

    /**
     * Accepts the command, or gives the first answer to the same request again.
     *
     * @throws ProblemException if it cannot be accepted: then nothing is stored, the key neither
     */
    @Transactional
    public Outcome accept(KeyedRequest request, Command command, Caller caller, TraceParent trace) {
        var asked = new Asked(caller.id(), trace, command.reason());
        return oncePerKey.run(request, now -> switch (resolveCommand.resolve(command, caller)) {
            case ResolvedCommand.Repeated(var status) -> new Outcome(Kind.REPEATED, answers.repeated(status));
            case ResolvedCommand.New(var job) -> enqueue(job, asked, caller, now);
        });
    }

    private Outcome enqueue(Job job, Asked asked, Caller caller, Instant now) {
        var requested = enqueueJob.enqueue(job, asked, now);
        var status = statuses.find(job.target().publication().id(), caller).orElseThrow();
        return new Outcome(Kind.ACCEPTED, answers.accepted(requested, status));
    }
}
