package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.colophon.statusprojector.check.World.Story;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;

/** Every check on a real PostgreSQL, as the service's own role: what it finds, and what it leaves alone. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@Import(DrivenClock.Driven.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class EachCheckTest {

    private static final String STATUS = "status_projector.publication_status";
    /** When the samples say that things happened. */
    private static final Instant HAPPENED = Instant.parse("2026-11-24T09:15:31.006Z");

    private final IntegrityChecks checks;
    private final RunChecks runChecks;
    private final DrivenClock clock;
    private final World world;
    private final Map<String, Trips> trips = new LinkedHashMap<>();
    private final Map<String, Runnable> spares = new LinkedHashMap<>();

    EachCheckTest(
            @Autowired IntegrityChecks checks,
            @Autowired RunChecks runChecks,
            @Autowired DrivenClock clock,
            @Autowired ProjectEvents projectEvents,
            PostgresServer postgres) {
        this.checks = checks;
        this.runChecks = runChecks;
        this.clock = clock;
        this.world = new World(postgres, projectEvents);
        world.migrateTheOthers();
        fixtures();
    }

    @BeforeEach
    void clear() {
        world.clear();
        clock.reset();
    }

    /** The bad rows, and what is not one though it looks alike. */
    private void fixtures() {
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
        tripsAsAWhole("check-did-not-run", () -> {
            runChecks.run(checks.all(), null);
            clock.advance(Duration.ofHours(1));
        });
        spares("check-did-not-run", () -> {
            runChecks.run(checks.all(), null);
            clock.advance(Duration.ofMinutes(14));
        });
    }

    @TestFactory
    Stream<DynamicTest> each_check_finds_its_bad_row_and_again_nothing_when_it_is_gone() {
        return trips.entrySet().stream()
                .map(trip -> dynamicTest(trip.getKey(), () -> {
                    clear();
                    assertThat(run(trip.getKey()).state()).isEqualTo(CheckState.OK);

                    var bad = trip.getValue().make();
                    var found = run(trip.getKey());

                    assertThat(found.state()).isEqualTo(CheckState.ERROR);
                    assertThat(found.sample()).first().satisfies(finding -> {
                        assertThat(finding.what()).isNotBlank().doesNotContain("secret");
                        assertThat(finding.since()).isNotNull();
                    });
                    if (bad != null) {
                        assertThat(found.sample())
                                .extracting(Finding::publication)
                                .contains(bad.id());
                        assertThat(found.violations()).isBetween(1L, 2L);
                    }

                    clear();
                    assertThat(run(trip.getKey()).violations()).isZero();
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_check_finds_what_only_looks_like_it() {
        return spares.entrySet().stream()
                .map(spare -> dynamicTest(spare.getKey(), () -> {
                    clear();
                    spare.getValue().run();

                    assertThat(run(spare.getKey()))
                            .satisfies(result -> assertThat(result.sample()).isEmpty())
                            .extracting(CheckResult::violations)
                            .isEqualTo(0L);
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_check_finds_anything_where_everybody_agrees() {
        clear();
        world.published();
        world.published();
        return checks.all().stream()
                .map(check -> dynamicTest(
                        check.id(), () -> assertThat(run(check.id()).sample()).isEmpty()));
    }

    @Test
    void every_file_has_a_row_that_trips_it_and_one_that_does_not() {
        var ids = checks.all().stream().map(IntegrityCheck::id).toList();

        assertThat(trips.keySet())
                .containsAll(ids.stream()
                        .filter(id -> !id.equals("published-without-id-or-link"))
                        .toList());
        assertThat(spares.keySet())
                .containsAll(ids.stream()
                        .filter(id -> !id.equals("published-without-id-or-link"))
                        .toList());
        assertThat(trips.keySet()).isSubsetOf(ids);
        assertThat(ids).hasSizeGreaterThanOrEqualTo(25);
    }

    @TestFactory
    Stream<DynamicTest> every_check_has_a_page_that_says_what_to_do() {
        return checks.all().stream()
                .map(check -> dynamicTest(check.id(), () -> {
                    var page = RepositoryFiles.resolve(check.runbook());
                    assertThat(page).exists();
                    assertThat(Files.readString(page))
                            .startsWith("# " + check.id())
                            .contains("**What it means.**", "**First look.**", "**Repair.**", "**Not a repair.**");
                }));
    }

    @Test
    void published_without_id_or_link_cannot_be_stored_and_would_be_found() {
        var story = world.published();
        var lie = "external_id = NULL, external_url = NULL";
        assertThatThrownBy(() -> world.status(story, lie)).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(run("published-without-id-or-link").violations()).isZero();

        world.without(STATUS, List.of("published_is_shown", "post_id_and_url_together"), () -> {
            world.status(story, lie);
            assertThat(run("published-without-id-or-link").sample())
                    .extracting(Finding::publication)
                    .containsExactly(story.id());
            world.status(story, "external_id = '1'");
            assertThat(run("published-without-id-or-link").violations()).isOne();
        });
        assertThat(run("published-without-id-or-link").violations()).isZero();
    }

    @Test
    void a_post_id_beside_another_status_cannot_be_stored_and_would_be_found() {
        var story = world.published();
        var lie = "status = 'publishing', published_revision = NULL";
        assertThatThrownBy(() -> world.status(story, lie)).isInstanceOf(DataIntegrityViolationException.class);

        world.without(STATUS, List.of("post_id_only_of_what_was_public"), () -> {
            world.status(story, lie);
            world.bend("DELETE FROM wordpress_publisher.ledger");
            assertThat(run("post-id-without-published-status").sample())
                    .extracting(Finding::publication)
                    .containsExactly(story.id());
        });
    }

    @Test
    void a_site_that_is_held_back_is_no_stall() {
        world.accepted();
        assertThat(run("stalled").violations()).isOne();

        world.bend("""
                UPDATE wordpress_publisher.site_state SET suspended_since = now(), suspension_code = 'X', suspension_detail = 'x',
                  next_probe_at = now()
                """);

        assertThat(run("stalled").violations()).isZero();
    }

    @Test
    void a_paused_publisher_is_a_stall_within_its_grace() {
        world.published();
        var waiting = world.accepted();
        world.ledger(waiting, "due_at = '2026-11-24T12:00:00Z'");

        clock.set(Instant.parse("2026-11-24T12:04:59Z"));
        assertThat(run("stalled").violations()).isZero();
        clock.set(Instant.parse("2026-11-24T12:05:00Z"));
        assertThat(run("stalled").violations()).isOne();

        world.ledger(waiting, "last_receipt_at = '2026-11-24T12:04:00Z'");
        assertThat(run("stalled").violations()).isZero();
    }

    /** Every pair of what the ledger observed and what the status says. */
    @TestFactory
    Stream<DynamicTest> every_illegal_combination_is_found_after_its_grace_and_no_legal_one() {
        var legal = Map.of(
                "NULL",
                        List.of(
                                "accepted",
                                "scheduled",
                                "publishing",
                                "deferred",
                                "unconfirmed",
                                "parked",
                                "failed",
                                "cancelled"),
                "RESERVED",
                        List.of("accepted", "scheduled", "publishing", "deferred", "unconfirmed", "parked", "failed"),
                "PUBLIC", List.of("published"),
                "HELD",
                        List.of(
                                "unpublished",
                                "accepted",
                                "scheduled",
                                "publishing",
                                "deferred",
                                "unconfirmed",
                                "parked",
                                "failed"),
                "REMOVED", List.of("removed"));
        var statuses = List.of(
                "accepted",
                "scheduled",
                "publishing",
                "deferred",
                "unconfirmed",
                "parked",
                "published",
                "unpublished",
                "removed",
                "failed",
                "cancelled");
        clear();
        var story = world.published();
        return legal.keySet().stream()
                .sorted()
                .flatMap(state -> statuses.stream()
                        .map(status -> dynamicTest(state + " and " + status, () -> {
                            clock.reset();
                            bring(story, state, status);

                            var found = run("illegal-combination").violations();

                            assertThat(found).isEqualTo(legal.get(state).contains(status) ? 0 : 1);
                            clock.set(HAPPENED.plusSeconds(119));
                            assertThat(run("illegal-combination").violations()).isZero();
                        })));
    }

    private void bring(Story story, String remoteState, String status) {
        var shown = status.equals("published")
                ? ", published_revision = 1, external_id = '7', external_url = 'x'"
                : ", published_revision = NULL, external_id = NULL, external_url = NULL";
        world.status(story, "status = '" + status + "', reason_code = 'X', reason_detail = ''" + shown);
        world.ledger(
                story,
                remoteState.equals("NULL")
                        ? "remote_state = NULL, remote_id = NULL, observed_revision = NULL"
                        : "remote_state = '" + remoteState + "', remote_id = 7, observed_revision = 1");
    }

    private CheckResult run(String check) {
        return runChecks
                .run(List.of(checks.of(check).orElseThrow()), null)
                .results()
                .getFirst();
    }

    private void trips(String check, Supplier<Story> bad) {
        trips.put(check, bad::get);
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

    private interface Trips {
        Story make();
    }
}
