package dev.colophon.statusprojector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Decision;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.invalidate.Selection;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.statusprojector.rebuild.Differences.Counts;
import dev.colophon.statusprojector.rebuild.Differences.Shown;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Statuses made anew from the log, on a real PostgreSQL, in batches of seven. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.kafka.listener.auto-startup=false",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "colophon.rebuild.batch-size=7"
        })
class RebuildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PUBLICATIONS = 60;

    private final ProjectEvents projectEvents;
    private final RebuildProjection rebuilds;
    private final RunRebuild runRebuild;
    private final RebuildLock lock;
    private final PreviewImpact preview;
    private final DecideOnEvents decide;
    private final PostgresServer postgres;
    private final JdbcTemplate service;
    private final JdbcTemplate superuser;
    private final List<UUID> publications = Stream.generate(UUID::randomUUID)
            .limit(PUBLICATIONS)
            .sorted(RebuildTest::inOrder)
            .toList();

    RebuildTest(
            @Autowired ProjectEvents projectEvents,
            @Autowired RebuildProjection rebuilds,
            @Autowired RunRebuild runRebuild,
            @Autowired RebuildLock lock,
            @Autowired PreviewImpact preview,
            @Autowired DecideOnEvents decide,
            @Autowired JdbcTemplate service,
            PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.rebuilds = rebuilds;
        this.runRebuild = runRebuild;
        this.lock = lock;
        this.preview = preview;
        this.decide = decide;
        this.service = service;
        this.postgres = postgres;
        this.superuser = new JdbcTemplate(postgres.superuser());
    }

    @BeforeEach
    void sixty_publications_are_public() {
        postgres.clear("status_projector");
        publications.forEach(each -> projectEvents.project(Stories.published(each)));
    }

    @Test
    void a_rebuild_of_what_is_right_changes_nothing_and_tells_nobody() {
        var before = everything();

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.state()).isEqualTo("done");
        assertThat(done.eventsDone()).isEqualTo(2L * 4 * PUBLICATIONS);
        assertThat(done.swapped() + done.announced() + done.diverged()).isZero();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_dry_run_finds_what_the_real_run_then_puts_right_and_changes_nothing_itself() {
        var right = statuses();
        plantGarbage();
        var garbage = everything();

        var dry = dryRun(RebuildSelection.ALL);
        assertThat(everything()).isEqualTo(garbage);
        var real = rebuild(RebuildSelection.ALL);

        assertThat(rebuilds.counts(dry.id())).isEqualTo(new Counts(1, 1, 1, 1));
        assertThat(differences(real)).isEqualTo(differences(dry)).hasSize(4);
        assertThat(real.state()).isEqualTo("done");
        assertThat(real.swapped()).isEqualTo(3);
        assertThat(statuses()).isEqualTo(right);
        assertThat(service.queryForList("SELECT * FROM publication_conflict")).isEmpty();
        assertThat(dryRun(RebuildSelection.ALL)).extracting(this::differences).isEqualTo(List.of());
    }

    @Test
    void subscribers_who_never_heard_of_the_garbage_do_not_hear_of_its_end() {
        plantGarbage();
        var told = outbox();

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.swapped()).isEqualTo(3);
        assertThat(done.announced()).isZero();
        assertThat(outbox()).isEqualTo(told);
    }

    @Test
    void subscribers_who_were_told_otherwise_hear_of_it_once() {
        var wrong = publications.get(3);
        superuser.update("""
                UPDATE status_projector.publication_stream SET told = '1:' || repeat('0', 32) || ':' || repeat('0', 32)
                WHERE publication_id = ?
                """, wrong);
        lie(wrong);

        var first = rebuild(RebuildSelection.ALL);
        var second = rebuild(RebuildSelection.ALL);

        assertThat(first.announced()).isEqualTo(1);
        assertThat(second.announced()).isZero();
        assertThat(service.queryForList(
                        "SELECT payload FROM outbox WHERE type = 'dev.colophon.publication.corrected.v1'",
                        String.class))
                .singleElement()
                .asString()
                .contains(
                        wrong.toString(), "\"status\":\"published\"", first.id().toString());
    }

    @Test
    void where_it_was_not_kept_what_they_were_told_they_were_told_of_the_row() {
        superuser.update("UPDATE status_projector.publication_stream SET told = NULL");
        lie(publications.get(3));

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.announced()).isEqualTo(1);
    }

    @Test
    void an_emptied_table_comes_back_as_it_was() {
        var before = statuses();
        var told = outbox();
        superuser.execute("TRUNCATE status_projector.publication_status, status_projector.publication_conflict");

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.swapped()).isEqualTo(PUBLICATIONS);
        assertThat(statuses()).isEqualTo(before);
        assertThat(outbox()).isEqualTo(told);
    }

    @Test
    void a_rebuild_applies_no_invalidated_event() {
        var selection = Selection.ofEvents(Set.of(Stories.id(publications.getFirst(), 4)));
        decide.invalidate(
                selection,
                new Decision(
                        UUID.randomUUID(),
                        "forged",
                        "ada",
                        preview.ofInvalidating(selection).fingerprint()));
        var before = statuses();
        superuser.execute("TRUNCATE status_projector.publication_status");

        rebuild(RebuildSelection.ALL);

        assertThat(statuses()).isEqualTo(before);
        assertThat(statusOf(publications.getFirst())).isEqualTo("publishing");
    }

    @Test
    void a_selection_leaves_all_others_as_they_are() {
        lie(publications.get(3));
        lie(publications.get(4));

        rebuild(new RebuildSelection(Set.of(publications.get(3)), null, null, null, null));

        assertThat(statusOf(publications.get(3))).isEqualTo("published");
        assertThat(statusOf(publications.get(4))).isEqualTo("failed");
        assertThat(rebuild(new RebuildSelection(null, UUID.randomUUID(), null, null, null))
                        .publications())
                .isZero();
        var site = service.queryForObject("SELECT DISTINCT site_id FROM publication_status", UUID.class);
        assertThat(rebuild(new RebuildSelection(null, site, "published", null, null))
                        .publications())
                .isEqualTo(PUBLICATIONS);
        assertThat(statusOf(publications.get(4))).isEqualTo("published");
    }

    @Test
    void a_second_rebuild_is_refused_while_one_has_not_ended_whoever_works_on_it() {
        try (var _ = lock.tryAcquire().orElseThrow()) {
            var waiting = rebuilds.start(UUID.randomUUID(), RebuildSelection.ALL, false, "first", "ada");
            assertThat(waiting.isRunning()).isTrue();
            assertThatExceptionOfType(RebuildRefused.class)
                    .isThrownBy(() -> rebuilds.start(UUID.randomUUID(), RebuildSelection.ALL, true, "second", "eve"))
                    .extracting(RebuildRefused::code)
                    .isEqualTo(RebuildRefused.Code.REBUILD_RUNNING);
            assertThatExceptionOfType(RebuildRefused.class)
                    .isThrownBy(() -> runRebuild.run(waiting.id(), () -> false))
                    .extracting(RebuildRefused::code)
                    .isEqualTo(RebuildRefused.Code.REBUILD_RUNNING);
            rebuilds.cancel(waiting.id());
        }
        assertThat(rebuild(RebuildSelection.ALL).state()).isEqualTo("done");
    }

    @Test
    void one_that_stops_between_two_batches_goes_on_where_it_stood() {
        plantGarbage();
        var id = UUID.randomUUID();
        try (var _ = lock.tryAcquire().orElseThrow()) {
            rebuilds.start(id, RebuildSelection.ALL, false, "stops often", "ada");
            await().atMost(PATIENCE).until(() -> rebuilds.one(id).isRunning());
        }
        var visits = 0;
        while (rebuilds.one(id).isRunning()) {
            var once = new AtomicBoolean();
            runRebuild.run(id, () -> once.getAndSet(true));
            visits++;
        }

        assertThat(visits).isGreaterThan(2 * PUBLICATIONS / 7);
        assertThat(rebuilds.one(id).state()).isEqualTo("done");
        assertThat(rebuilds.one(id).swapped()).isEqualTo(3);
        assertThat(dryRun(RebuildSelection.ALL)).extracting(this::differences).isEqualTo(List.of());
    }

    @Test
    void a_cancelled_one_has_ended_for_good() {
        var id = UUID.randomUUID();
        try (var _ = lock.tryAcquire().orElseThrow()) {
            rebuilds.start(id, RebuildSelection.ALL, false, "not needed", "ada");
            rebuilds.cancel(id);
        }
        runRebuild.run(id, () -> false);

        assertThat(rebuilds.one(id).state()).isEqualTo("cancelled");
        assertThatExceptionOfType(RebuildRefused.class)
                .isThrownBy(() -> rebuilds.resume(id))
                .extracting(RebuildRefused::code)
                .isEqualTo(RebuildRefused.Code.REBUILD_ENDED);
    }

    @Test
    void one_that_does_not_come_out_right_says_so() {
        lie(publications.get(3));
        superuser.execute("""
                CREATE FUNCTION status_projector.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER swallow BEFORE UPDATE ON status_projector.publication_status
                  FOR EACH ROW EXECUTE FUNCTION status_projector.swallow();
                """);
        try {
            var done = rebuild(RebuildSelection.ALL);

            assertThat(done.state()).isEqualTo("failed");
            assertThat(done.failure()).isEqualTo("REBUILD_DIVERGED");
            assertThat(done.diverged()).isEqualTo(1);
        } finally {
            superuser.execute("DROP FUNCTION status_projector.swallow() CASCADE");
        }
    }

    /** FAULTS 42. */
    @Test
    void live_traffic_flows_while_garbage_is_rebuilt_and_ends_right() throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var live = new ArrayList<List<LogEntry>>();
        for (var publication : publications) {
            live.add(update(publication).subList(4, 8));
        }
        publications.forEach(each -> {
            if (random.nextBoolean()) {
                lie(each);
            }
        });
        var stillLive = new AtomicBoolean(true);
        var projected = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var writing = threads.submit(() -> {
                for (int place = 0; place < 4; place++) {
                    var order = new ArrayList<>(live);
                    Collections.shuffle(order, random);
                    for (var story : order) {
                        projectEvents.project(story.subList(place, place + 1));
                        projected.incrementAndGet();
                    }
                }
                stillLive.set(false);
                return true;
            });
            var during = 0;
            while (stillLive.get()) {
                assertThat(rebuild(RebuildSelection.ALL).state())
                        .as("seed %d", seed)
                        .isEqualTo("done");
                during++;
            }
            assertThat(writing.get()).isTrue();
            assertThat(during).as("rebuilds beside live traffic").isGreaterThan(0);
        }

        assertThat(projected.get()).isEqualTo(4 * PUBLICATIONS);
        assertThat(dryRun(RebuildSelection.ALL))
                .as("seed %d", seed)
                .extracting(this::differences)
                .isEqualTo(List.of());
        assertThat(service.queryForList(
                        "SELECT DISTINCT status || published_revision FROM publication_status", String.class))
                .as("seed %d", seed)
                .containsExactly("published2");
        // Each heard of its update in order, without gaps, and of no correction: the garbage was never told.
        assertThat(service.queryForList("""
                        SELECT DISTINCT string_agg(split_part(type, '.', 4), ' ' ORDER BY sequence) FROM outbox
                        WHERE topic = 'publishing.events.v1' GROUP BY message_key HAVING max(sequence) = count(*)
                        """, String.class))
                .as("seed %d", seed)
                .containsExactly("accepted claimed published accepted claimed updated");
    }

    private static List<LogEntry> update(UUID publication) {
        return Stories.of(publication)
                .requested()
                .receipt("claimed")
                .receipt("reserved")
                .receipt("published")
                .requested()
                .receipt("claimed")
                .receipt("published")
                .receipt("claimed")
                .entries();
    }

    /** One row says something else, one is gone, one has no event behind it, one conflict is made up. */
    private void plantGarbage() {
        lie(publications.get(3));
        superuser.update(
                "DELETE FROM status_projector.publication_status WHERE publication_id = ?", publications.get(10));
        var ghost = UUID.randomUUID();
        superuser.update("INSERT INTO status_projector.publication_stream (publication_id) VALUES (?)", ghost);
        superuser.update("""
                INSERT INTO status_projector.publication_status (publication_id, site_id, status, generation, requested_revision,
                  attempts, status_since, last_event_id) VALUES (?, ?, 'accepted', 1, 1, 0, now(), ?)
                """, ghost, UUID.randomUUID(), Stories.id(publications.get(20), 1));
        superuser.update(
                "INSERT INTO status_projector.publication_conflict (event_id, publication_id, reason) VALUES (?, ?, 'SECOND_POST')",
                Stories.id(publications.get(20), 2),
                publications.get(20));
    }

    private void lie(UUID publication) {
        superuser.update("""
                UPDATE status_projector.publication_status SET status = 'failed', published_revision = NULL, external_id = NULL,
                  external_url = NULL, update_status = NULL, reason_code = 'WP_X', reason_detail = '' WHERE publication_id = ?
                """, publication);
    }

    private Rebuild rebuild(RebuildSelection selection) {
        return ended(rebuilds.start(UUID.randomUUID(), selection, false, "test", "ada"));
    }

    private Rebuild dryRun(RebuildSelection selection) {
        return ended(rebuilds.start(UUID.randomUUID(), selection, true, "test", "ada"));
    }

    private Rebuild ended(Rebuild started) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !rebuilds.one(started.id()).isRunning());
        // Whoever worked on it has let go of the lock: the next one finds it free.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(this::isFree);
        return rebuilds.one(started.id());
    }

    private boolean isFree() {
        return service.queryForObject(
                "SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted)", Boolean.class);
    }

    private List<Shown> differences(Rebuild of) {
        return rebuilds.differences(of.id(), Optional.empty(), 1_000);
    }

    private String statusOf(UUID publication) {
        return service.queryForObject(
                "SELECT status FROM publication_status WHERE publication_id = ?", String.class, publication);
    }

    private List<String> statuses() {
        return service.queryForList(
                "SELECT (to_jsonb(s) - 'updated_at')::text FROM publication_status s ORDER BY publication_id",
                String.class);
    }

    private List<String> outbox() {
        return service.queryForList("SELECT to_jsonb(o)::text FROM outbox o ORDER BY id", String.class);
    }

    private List<Object> everything() {
        return List.of(
                statuses(),
                outbox(),
                service.queryForList("SELECT updated_at FROM publication_status ORDER BY publication_id"),
                service.queryForList("SELECT * FROM publication_stream ORDER BY publication_id"),
                service.queryForList("SELECT * FROM publication_conflict"));
    }

    private static int inOrder(UUID one, UUID other) {
        return one.toString().compareTo(other.toString());
    }
}
