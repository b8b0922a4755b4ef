package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.accept.PublishJobs.Standing;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.Situation;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.Statuses;
import dev.colophon.publishapi.status.Timelines;
import dev.colophon.publishapi.story.Variants;
import org.springframework.stereotype.Component;

/** Settles what a command comes to: a job with the newest job's variant, nothing new, or a refusal that says why. */
@Component
class ResolveCommand {

    private final Publications publications;
    private final PublishJobs jobs;
    private final Variants variants;
    private final Parents parents;
    private final DeliverableSite deliverableSite;
    private final Statuses statuses;
    private final Timelines timelines;

    ResolveCommand(
            Publications publications,
            PublishJobs jobs,
            Variants variants,
            Parents parents,
            DeliverableSite deliverableSite,
            Statuses statuses,
            Timelines timelines) {
        this.publications = publications;
        this.jobs = jobs;
        this.variants = variants;
        this.parents = parents;
        this.deliverableSite = deliverableSite;
        this.statuses = statuses;
        this.timelines = timelines;
    }

    ResolvedCommand resolve(Command command, Caller caller) {
        // Locked first: of two commands at once, the second one sees what the first one asked for.
        var target = publications.lock(command.publication(), caller).orElseThrow(Statuses::notFound);
        var standing = jobs.standing(command.publication()).orElseThrow();
        var status = statuses.find(command.publication(), caller).orElseThrow();
        return switch (situation(command, status, standing).on(command.action())) {
            case ACCEPTED -> new ResolvedCommand.New(job(command.action(), target, standing));
            case REPEATED -> repeated(command, status, standing);
            case REFUSED -> throw Refusals.of(command.action(), status);
        };
    }

    /** A draft at the site is no public post, so that the status does not tell of it; a receipt does. */
    private Situation situation(Command command, StatusResource status, Standing standing) {
        var told = status.situation(standing.wanted());
        return command.action() == Action.UNPUBLISH
                        && !told.postOnRecord()
                        && timelines.postOnRecord(command.publication())
                ? told.withPostOnRecord()
                : told;
    }

    private ResolvedCommand repeated(Command command, StatusResource status, Standing standing) {
        if (command.action() == Action.CANCEL
                && timelines.cancelRefused(command.publication(), standing.newestRevision())) {
            throw Refusals.of(Action.CANCEL, status);
        }
        return new ResolvedCommand.Repeated(status);
    }

    private Job job(Action asked, Target target, Standing standing) {
        var variant = variants.byId(standing.variant());
        var above = parents.of(target.place(), variant.content().settings().parent());
        if (asked != Action.RETRY) {
            var slug = target.publication().slug();
            var content = variant.content().with(standing.taken());
            return new Job(
                    target, asked, null, variant, standing.taken(), above, Job.fingerprint(asked, content, slug, null));
        }
        deliverableSite.refuseIfSuspended(target.site());
        // What was wanted last is asked for once more: an unpublish that failed must not turn into a publish.
        var again = standing.wanted() == Action.UNPUBLISH ? Action.UNPUBLISH : Action.RETRY;
        return new Job(target, again, null, variant, standing.taken(), above, standing.wantedFingerprint());
    }
}
