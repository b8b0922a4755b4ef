package dev.colophon.statusprojector.check;

import dev.colophon.statusprojector.check.World.Story;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** Of each check the bad row that trips it, and what is none though it looks alike. */
@NullUnmarked
final class CheckFixtures {

    private static final String STATUS = WorldTest.STATUS;

    private final World world;
    private final IntegrityChecks checks;
    private final RunChecks runChecks;
    private final DrivenClock clock;
    private final Map<String, Supplier<Story>> trips = new LinkedHashMap<>();
    private final Map<String, Runnable> spares = new LinkedHashMap<>();

    CheckFixtures(CheckTest test) {
        world = test.world;
        checks = test.checks;
        runChecks = test.runChecks;
        clock = test.clock;
        work();
        posts();
        receipts();
        messages();
        reservations();
        evidence();
        throughput();
        projection();
        freshness();
    }

    private void work() {
        trips("post-id-without-published-status", () -> {
            var story = world.published();
            world.status(
                    story, "status = 'publishing', external_id = NULL, external_url = NULL, published_revision = NULL");
            return story;
        });
        spares("post-id-without-published-status", () -> {
            var story = world.published();
            world.project(story, story.request(2), story.receipt("deferred", 4, 2));
        });
        trips("work-done-without-terminal-status", () -> {
            var story = world.accepted();
            world.ledger(story, "settled_revision = 1, due_at = NULL");
            return story;
        });
        spares("work-done-without-terminal-status", () -> {
            var newer = world.published();
            world.project(newer, newer.request(2));
            var readBack = world.published();
            world.ledger(readBack, "due_at = now()");
        });
        trips("work-beyond-its-time", world::accepted);
        spares("work-beyond-its-time", () -> {
            var later = world.accepted();
            world.bend(
                    "UPDATE publish_api.publish_job SET publish_at = now() + interval '30 days' WHERE publication_id = '"
                            + later.id() + "'");
            var failed = world.accepted();
            world.project(failed, failed.receipt("failed", 1));
        });
    }

    private void posts() {
        trips("several-posts-of-one-publication", () -> {
            var story = world.published();
            world.project(story, new Story(story.id(), story.post() + 500_000).receipt("published", 4));
            return story;
        });
        spares("several-posts-of-one-publication", () -> {
            var story = world.published();
            world.project(
                    story,
                    new Story(story.id(), story.post() + 500_000)
                            .receipt("reserved", 4, 2)
                            .put("generation", 2));
        });
        trips("one-post-of-several-publications", () -> {
            var first = world.published();
            var second = world.published();
            world.status(second, "external_id = '" + first.post() + "'");
            return first;
        });
        spares("one-post-of-several-publications", () -> {
            var first = world.published();
            var elsewhere = world.published();
            world.status(elsewhere, "site_id = gen_random_uuid(), external_id = '" + first.post() + "'");
        });
    }

    private void receipts() {
        trips("public-without-receipt", () -> {
            var story = world.reserved();
            world.ledger(
                    story, "remote_state = 'PUBLIC', remote_link = 'https://news.example/x/', observed_revision = 1");
            return story;
        });
        spares("public-without-receipt", () -> {
            var story = world.published();
            world.project(story, story.request(2), story.receipt("unconfirmed", 4, 2));
        });
        trips("receipt-not-projected", () -> {
            var story = world.published();
            world.ledger(story, "receipt_sequence = 4");
            return story;
        });
        spares("receipt-not-projected", world::accepted);
        trips("receipt-without-state", () -> {
            var story = world.published();
            world.ledger(story, "receipt_sequence = 2");
            return story;
        });
        spares("receipt-without-state", world::reserved);
    }

    private void messages() {
        trips("event-not-announced", () -> {
            var story = world.published();
            world.bend("""
                    DELETE FROM status_projector.outbox WHERE topic = 'publishing.events.v1' AND message_key = '%s'
                      AND sequence = (SELECT event_sequence FROM status_projector.publication_stream WHERE publication_id = '%1$s')
                    """.formatted(story.id()));
            return story;
        });
        spares("event-not-announced", () -> {
            var story = world.published();
            world.bend("DELETE FROM status_projector.outbox WHERE message_key = '" + story.id() + "'");
        });
        trips("event-not-seen-in-kafka", () -> {
            var story = world.accepted();
            world.bend("DELETE FROM outbox_relay.observed WHERE event_id = (SELECT id FROM status_projector.outbox"
                    + " WHERE topic = 'publishing.events.v1' AND message_key = '" + story.id() + "')");
            return story;
        });
        spares("event-not-seen-in-kafka", world::published);
        trips("row-never-relayed", () -> {
            var story = world.accepted();
            world.bend("""
                    INSERT INTO outbox_relay.parked_row (event_id, outbox, topic, message_key, sequence, cause, detail)
                    VALUES (gen_random_uuid(), 'publish_api', 'publishing.requests.v1', '%s', 2, 'RECORD_TOO_LARGE', 'secret')
                    """.formatted(story.id()));
            return story;
        });
        spares("row-never-relayed", world::accepted);
    }

    private void reservations() {
        trips("reserved-too-long", world::reserved);
        spares("reserved-too-long", () -> {
            var parked = world.reserved();
            world.project(parked, parked.receipt("parked", 3));
            world.ledger(parked, "due_at = NULL, last_kind = 'parked', receipt_sequence = 3");
            var looked = world.reserved();
            world.project(looked, looked.receipt("parked", 3));
            world.ledger(looked, "given_up = true, last_kind = 'parked', receipt_sequence = 3");
            var later = world.reserved();
            world.ledger(later, "publish_at = now() + interval '30 days', due_at = now() + interval '30 days'");
        });
        trips("public-but-reserved", () -> {
            var story = world.published();
            world.ledger(story, "remote_state = 'RESERVED', remote_link = NULL, observed_revision = NULL");
            return story;
        });
        spares("public-but-reserved", () -> {
            var story = world.published();
            world.project(story, story.receipt("removed", 4));
            world.ledger(story, "remote_state = 'REMOVED'");
        });
    }

    private void evidence() {
        trips("accepted-but-never-relayed", () -> {
            var story = world.published();
            world.job(story, 2, "publish", "'2026-11-24T10:00:00Z'", "NULL");
            return story;
        });
        spares("accepted-but-never-relayed", () -> {
            var superseded = world.published();
            world.job(superseded, 2, "publish", "'2026-11-24T10:00:00Z'", "NULL");
            world.job(superseded, 3, "publish", "'2026-11-24T10:00:01Z'", "NULL");
            world.project(superseded, superseded.request(2), superseded.request(3));
            world.ledger(superseded, "revision = 3");
        });
        trips("published-without-checkpoint", () -> {
            var story = world.accepted();
            world.project(story, story.receipt("claimed", 1), story.receipt("published", 2));
            return story;
        });
        spares("published-without-checkpoint", () -> {
            var again = world.published();
            world.project(again, again.request(2), again.receipt("published", 4, 2));
        });
        trips("required-output-missing", () -> {
            var story = world.accepted();
            var receipt = story.receipt("reserved", 1);
            receipt.putNull("post");
            world.project(story, receipt);
            return story;
        });
        spares("required-output-missing", () -> {
            var story = world.accepted();
            world.project(story, story.receipt("claimed", 1), story.receipt("deferred", 2), story.receipt("failed", 3));
        });
        trips("publication-conflict", () -> {
            var story = world.published();
            world.project(story, story.receipt("failed", 4));
            return story;
        });
        spares("publication-conflict", () -> {
            var stale = world.published();
            world.project(stale, stale.receipt("claimed", 4));
        });
    }

    private void throughput() {
        tripsAsAWhole("stalled", () -> {
            world.published();
            world.accepted();
        });
        spares("stalled", () -> {
            var later = world.accepted();
            world.ledger(later, "due_at = now() + interval '30 days'");
            world.published();
        });
        tripsAsAWhole("complete-without-work", () -> {
            for (int i = 0; i < 3; i++) {
                var story = world.accepted();
                world.project(story, story.receipt("published", 1));
            }
        });
        spares("complete-without-work", () -> {
            world.published();
            world.reserved();
        });
    }

    private void projection() {
        trips("illegal-combination", () -> {
            var story = world.published();
            world.ledger(story, "remote_state = 'REMOVED'");
            return story;
        });
        spares("illegal-combination", () -> {
            var elsewhere = world.published();
            world.ledger(elsewhere, "generation = 2, remote_id = NULL, remote_state = NULL, observed_revision = NULL");
        });
        trips("projection-row-missing", () -> {
            var story = world.published();
            world.bend("DELETE FROM " + STATUS + " WHERE publication_id = '" + story.id() + "'");
            return story;
        });
        spares("projection-row-missing", () -> {
            var story = new Story(UUID.randomUUID(), 7);
            var unfounded = story.receipt("published", 1);
            unfounded.putNull("post");
            world.project(story, unfounded);
        });
        trips("projection-row-surplus", () -> {
            var story = world.published();
            world.bend("DELETE FROM status_projector.publication_event WHERE publication_id = '" + story.id() + "'");
            return story;
        });
        spares("projection-row-surplus", () -> {
            var late = new Story(UUID.randomUUID(), 8);
            world.project(late, late.receipt("claimed", 1));
        });
        trips("projection-row-changed", () -> {
            var story = world.published();
            world.status(story, "external_url = 'https://news.example/another/'");
            return story;
        });
        spares("projection-row-changed", () -> {
            var unpublished = world.published();
            world.project(unpublished, unpublished.request(2), unpublished.receipt("unpublished", 4, 2));
            var removed = world.published();
            world.project(removed, removed.receipt("removed", 4));
        });
    }

    private void freshness() {
        tripsAsAWhole("check-did-not-run", () -> {
            runChecks.run(checks.all(), null);
            clock.advance(Duration.ofHours(1));
        });
        spares("check-did-not-run", () -> {
            runChecks.run(checks.all(), null);
            clock.advance(Duration.ofMinutes(14));
        });
    }

    /** By check; null where the row is of no one publication. */
    Map<String, Supplier<Story>> trips() {
        return trips;
    }

    Map<String, Runnable> spares() {
        return spares;
    }

    private void trips(String check, Supplier<Story> bad) {
        trips.put(check, bad);
    }

    private void tripsAsAWhole(String check, Runnable bad) {
        trips.put(check, () -> {
            bad.run();
            return null;
        });
    }

    private void spares(String check, Runnable good) {
        spares.put(check, good);
    }
}
