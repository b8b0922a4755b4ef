package dev.colophon.statusprojector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;

/** How a rebuild begins, stops, goes on and ends, beside others and beside live traffic. */
@NullUnmarked
class RebuildRunTest extends RebuildGround {

    private final RunRebuild runRebuild;
    private final RebuildLock lock;
    private final Rebuilds stored;

    RebuildRunTest(@Autowired RunRebuild runRebuild, @Autowired RebuildLock lock, @Autowired Rebuilds stored) {
        this.runRebuild = runRebuild;
        this.lock = lock;
        this.stored = stored;
    }

    /** One that nobody works on, as the death of its projector leaves it. */
    private UUID begun() {
        return begun(RebuildSelection.ALL);
    }

    private UUID begun(RebuildSelection selection) {
        var id = UUID.randomUUID();
        assertThat(stored.start(id, false, selection, "by hand", "ada", PUBLICATIONS, Instant.now()))
                .isTrue();
        return id;
    }

    private void run(UUID id, BooleanSupplier stopped) {
        try (var held = lock.acquire().orElseThrow()) {
            runRebuild.run(held, id, stopped);
        }
    }

    private RebuildSelection selected(String what) {
        return switch (what) {
            case "one publication" -> new RebuildSelection(Set.of(publications.get(3)), null, null, null, null);
            case "a site" ->
                new RebuildSelection(
                        null,
                        service.queryForObject(
                                "SELECT site_id FROM publication_status WHERE publication_id = ?",
                                UUID.class,
                                publications.get(3)),
                        null,
                        null,
                        null);
            default -> RebuildSelection.ALL;
        };
    }

    private static void assertRunning(String told, ThrowingCallable asked) {
        assertThatExceptionOfType(RebuildRefused.class)
                .isThrownBy(asked)
                .withMessageContaining(told)
                .extracting(RebuildRefused::code)
                .isEqualTo(RebuildRefused.Code.REBUILD_RUNNING);
    }

    @Test
    void a_second_rebuild_is_refused_while_one_has_not_ended_and_told_whether_anybody_works_on_it() {
        var first = begun();
        ThrowingCallable second = () -> rebuilds.start(UUID.randomUUID(), RebuildSelection.ALL, true, "second", "eve");
        try (var _ = lock.acquire().orElseThrow()) {
            assertRunning("wait for it", second);
        }
        assertRunning("nobody works on it", second);
        rebuilds.cancel(first);

        assertThat(rebuild(RebuildSelection.ALL).state()).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "one publication", "a site"})
    void one_begun_before_the_last_one_was_let_go_of_is_refused_and_leaves_none_that_runs(String what) {
        var selection = selected(what);
        lie(publications.get(3));
        try (var _ = lock.acquire().orElseThrow()) {
            assertRunning("let go", () -> rebuilds.start(UUID.randomUUID(), selection, false, "in between", "ada"));
        }

        assertThat(rebuilds.newest(10)).isEmpty();
        assertThat(rebuild(selection).swapped()).isEqualTo(1);
        assertThat(statusOf(publications.get(3))).isEqualTo("published");
    }

    @Test
    void one_begun_while_the_last_one_is_let_go_of_waits_for_that_and_is_worked_on() throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            Optional<Rebuild> begun = Optional.empty();
            for (int tried = 0; begun.isEmpty() && tried < 5; tried++) {
                begun = begunWhileLetGoOf(thread);
            }

            assertThat(ended(begun.orElseThrow()).state()).isEqualTo("done");
        }
    }

    /** Empty where this machine stood still for longer than whoever begins one waits. */
    private Optional<Rebuild> begunWhileLetGoOf(ExecutorService thread) throws Exception {
        Future<Rebuild> begun;
        try (var _ = lock.acquire().orElseThrow()) {
            begun = thread.submit(() -> rebuilds.start(UUID.randomUUID(), RebuildSelection.ALL, false, "next", "ada"));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> isAwaited() || begun.isDone());
        }
        try {
            return Optional.of(begun.get());
        } catch (ExecutionException late) {
            assertThat(late).hasCauseInstanceOf(RebuildRefused.class);
            return Optional.empty();
        }
    }

    private boolean isAwaited() {
        return service.queryForObject(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)", Boolean.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "one publication", "a site"})
    void one_that_was_broken_off_is_gone_on_with_only_when_nobody_works_on_it(String what) {
        var selection = selected(what);
        lie(publications.get(3));
        var id = begun(selection);
        try (var _ = lock.acquire().orElseThrow()) {
            assertRunning("let go", () -> rebuilds.resume(id));
        }
        assertThat(rebuilds.isWorkedOn()).isFalse();

        var done = ended(rebuilds.resume(id));

        assertThat(done.state()).isEqualTo("done");
        assertThat(done.swapped()).isEqualTo(1);
    }

    @Test
    void whoever_loses_the_lock_stops_and_another_one_goes_on() {
        plantGarbage();
        var id = begun();
        var looked = new AtomicInteger();
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> run(id, () -> {
                    if (looked.incrementAndGet() == 3) {
                        endSessionWithLock();
                    }
                    return false;
                }));

        assertThat(looked).hasValue(3);
        assertThat(rebuilds.one(id).publicationsDone()).isEqualTo(2 * 7);
        assertThat(rebuilds.one(id).isRunning()).isTrue();
        assertThat(rebuilds.isWorkedOn()).isFalse();
        assertThat(ended(rebuilds.resume(id)).swapped()).isEqualTo(3);
    }

    private void endSessionWithLock() {
        superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(this::isFree);
    }

    @Test
    void whoever_has_a_lock_of_that_key_in_another_database_is_not_at_work_here(PostgresServer postgres)
            throws Exception {
        var another = postgres.jdbcUrl().replaceFirst("/colophon$", "/postgres");
        try (var connection = DriverManager.getConnection(another, "postgres", postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + RebuildLock.KEY + ")");

            assertThat(isFree()).as("a lock is held").isFalse();
            assertThat(rebuilds.isWorkedOn()).isFalse();
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(this::isFree);
    }

    @Test
    void one_that_stops_between_two_batches_goes_on_where_it_stood() {
        plantGarbage();
        var id = begun();
        var visits = 0;
        while (rebuilds.one(id).isRunning()) {
            var once = new AtomicBoolean();
            run(id, () -> once.getAndSet(true));
            visits++;
        }

        assertThat(visits).isGreaterThan(2 * PUBLICATIONS / 7);
        assertThat(rebuilds.one(id).state()).isEqualTo("done");
        assertThat(rebuilds.one(id).swapped()).isEqualTo(3);
        assertThat(dryRun(RebuildSelection.ALL)).extracting(this::differences).isEqualTo(List.of());
    }

    @Test
    void a_cancelled_one_has_ended_for_good() {
        var id = begun();
        rebuilds.cancel(id);
        run(id, () -> false);

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
        var rebuilding = new CountDownLatch(1);
        var projected = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var writing = threads.submit(() -> {
                rebuilding.await();
                for (int place = 0; place < 4; place++) {
                    var order = new ArrayList<>(live);
                    Collections.shuffle(order, random);
                    for (var story : order) {
                        projectEvents.project(story.subList(place, place + 1));
                        projected.incrementAndGet();
                    }
                }
                return true;
            });
            var during = 0;
            while (!writing.isDone()) {
                rebuilding.countDown();
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
}
