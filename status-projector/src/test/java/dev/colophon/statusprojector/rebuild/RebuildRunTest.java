package dev.colophon.statusprojector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.Stories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

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

    /** One that no worker has been told of: this service's own would take the lock as soon as the test lets go of it. */
    private UUID begun() {
        var id = UUID.randomUUID();
        assertThat(stored.start(id, false, RebuildSelection.ALL, "by hand", "ada", PUBLICATIONS, Instant.now()))
                .isTrue();
        return id;
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
        var id = begun();
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
        var id = begun();
        rebuilds.cancel(id);
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
