package dev.colophon.local.publish;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import dev.colophon.local.publish.Ending.Verdict;
import dev.colophon.local.publish.Outcome.State;
import dev.colophon.local.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One story from its post to its end. Others may look at {@link #outcome()} meanwhile. */
final class StoryRun implements Runnable {

    private static final Duration FIRST_LOOK = Duration.ofMillis(200);

    private final PublishApi api;
    private final Patience patience;
    private final InstantSource clock;
    private final Job job;
    private final Ending wanted;
    private final Limits limits;
    private volatile Outcome outcome;

    /**
     * @param timeout of the whole run, for the words in which a story is given up
     * @param lookEveryMax longest time between two looks at a status
     */
    record Limits(Duration timeout, Duration lookEveryMax) {}

    StoryRun(PublishApi api, Patience patience, InstantSource clock, Job job, Ending wanted, Limits limits) {
        this.api = api;
        this.patience = patience;
        this.clock = clock;
        this.job = job;
        this.wanted = wanted;
        this.limits = limits;
        this.outcome = Outcome.posting(job.story(), "");
    }

    Outcome outcome() {
        return outcome;
    }

    @Override
    public void run() {
        try {
            postAndFollow(clock.instant());
        } catch (Patience.RunOut timeIsUp) {
            outcome = outcome.outOfTime(limits.timeout);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            outcome = Outcome.refused(story(), "defect in this program: " + defect);
            throw defect;
        }
    }

    private void postAndFollow(Instant began) throws Patience.RunOut, InterruptedException {
        var answer = post(job.idempotencyKey());
        if (answer.isSuccess()) {
            var look = look(answer);
            if (look.isSuccess() && SeenStatus.of(look).isOutdatedFor(revision(answer), began)) {
                // The API remembers its first answer to this very job; since then the story went another way.
                answer = post(job.idempotencyKeyAfter(SeenStatus.of(look).requestedRevision()));
            }
        }
        if (answer.isSuccess()) {
            follow(answer, began);
        } else {
            outcome = Outcome.refused(story(), answer.problem());
        }
    }

    private void follow(Answer accepted, Instant began) throws Patience.RunOut, InterruptedException {
        var pause = FIRST_LOOK;
        for (var look = look(accepted); ; look = look(accepted)) {
            if (!look.isSuccess()) {
                outcome = Outcome.refused(story(), "its status cannot be read: " + look.problem());
                return;
            }
            var seen = SeenStatus.of(look);
            var verdict = wanted.judge(seen, revision(accepted));
            if (verdict != Verdict.NOT_YET) {
                var state = verdict == Verdict.AS_ASKED ? State.AS_ASKED : State.OTHERWISE;
                outcome = Outcome.ended(story(), seen, state, began, clock.instant());
                return;
            }
            outcome = Outcome.underWay(story(), seen);
            patience.wait(pause);
            pause = longer(pause);
        }
    }

    private Answer post(String idempotencyKey) throws Patience.RunOut, InterruptedException {
        return patience.ask(
                () -> api.publish(job.json(), idempotencyKey), trouble -> outcome = Outcome.posting(story(), trouble));
    }

    private Answer look(Answer accepted) throws Patience.RunOut, InterruptedException {
        return patience.ask(() -> api.publication(accepted.text("publicationId")), _ -> {});
    }

    private Duration longer(Duration pause) {
        var next = pause.multipliedBy(3).dividedBy(2);
        return next.compareTo(limits.lookEveryMax) < 0 ? next : limits.lookEveryMax;
    }

    // 202 tells the revision that was made; 200 is a repeat of the newest one.
    private static long revision(Answer accepted) {
        return Math.max(
                accepted.body().path("revision").asLong(0),
                accepted.body().path("requestedRevision").asLong(0));
    }

    private Story story() {
        return job.story();
    }
}
