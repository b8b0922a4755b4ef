package dev.colophon.systemtest.storm;

import static dev.colophon.systemtest.storm.DoubledPipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.guarantee.LedgerRow;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.PublicPost;
import dev.colophon.testkit.wordpress.RecordedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upgrade as an operator does it: one process after another is told to end (SIGTERM) and is ready again before the next one's turn.
 * Who is told to end finishes what it has begun. A pipeline of its own, since the verdict is about every row and every post.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RollingRestartIT {

    private static final int SEED = 7;
    /** More than the restarts take; the rest is not asked for. */
    private static final int STORIES_MAX = 2_400;

    private static final Duration PACE = Duration.ofMinutes(24);
    /** So that some visits are always under way. */
    private static final Duration SITE_TAKES = Duration.ofMillis(150);

    private static final Duration LOOK = Duration.ofMillis(20);

    private static final String TOLD = "SELECT count(*) FROM status_projector.publication_event";
    private static final String HOLD_JOBS_UP = "LOCK TABLE publish_api.publish_job IN SHARE MODE";
    private static final String JOBS_HELD_UP = """
            SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'publish_api.publish_job'::regclass
            """;

    private final FakeWordPress wordpress = FakeWordPress.start();
    private DoubledPipeline doubled;
    private Pipeline pipeline;
    private String key;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        doubled = new DoubledPipeline(folder);
        doubled.startAll();
        pipeline = doubled.pipeline();
        key = pipeline.register(Storm.SITE, wordpress.url(), wordpress.editor(), 4);
    }

    @AfterAll
    void stop() {
        doubled.close();
        wordpress.close();
    }

    @Test
    void every_process_is_restarted_in_turn_under_load_and_nothing_is_lost_or_told_twice() throws Exception {
        System.out.println("rolling restart: seed " + SEED);
        var slow = wordpress.script().onNext(RecordedRequest::writes).always().then(Fault.sleepAfter(SITE_TAKES));
        try (var newspaper = newspaper()) {
            var load = begin(() -> {
                newspaper.publish(new StormPlan(SEED, STORIES_MAX), PACE);
                return newspaper.jobs();
            });
            try {
                restartAll(newspaper);
                assertThat(load).as("the stories came in to the end").isNotDone();
            } finally {
                newspaper.enough();
            }
            int jobs = load.get(10, TimeUnit.MINUTES); // the newspaper asks for all that it put off
            var judgement = new Judgement(pipeline, newspaper);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(judgement.stuck()).isEmpty());

            var site = new SiteList(wordpress.url(), wordpress.editor());
            assertThat(judgement.violations(site)).isEmpty();
            assertThat(judgement.strays(site)).as("drafts left behind").isZero();
            assertThat(doubled.underWay("%")).as("visits that never ended").isZero();
            assertThat(everPublic()).isSubsetOf(onRecord());
            assertThat(slow.fired()).isPositive();
            System.out.printf(
                    "rolling restart: %d stories, %d jobs, %d requests asked again%n",
                    newspaper.accepted().size(), jobs, newspaper.unanswered());
        } finally {
            wordpress.script().clear();
        }
    }

    @Test
    void a_request_that_has_begun_is_answered_before_the_door_closes() throws Exception {
        try (var newspaper = newspaper();
                var inTheWay = pipeline.postgres().superuser().getConnection()) {
            inTheWay.setAutoCommit(false);
            try (var statement = inTheWay.createStatement()) {
                statement.execute(HOLD_JOBS_UP);
            }
            var asked = begin(() -> newspaper.publish(STORIES_MAX + 1));
            await().atMost(PATIENCE).pollInterval(LOOK).until(() -> doubled.count(JOBS_HELD_UP) > 0);

            var ended = ending(pipeline.api());
            await().atMost(PATIENCE).pollInterval(LOOK).until(this::theDoorIsClosed);
            inTheWay.rollback();

            var story = result(asked);
            assertThat(newspaper.unanswered()).as("asked again").isZero();
            assertThat(result(ended)).isTrue();
            await().atMost(PATIENCE).until(() -> doubled.isPublished(story.publication()));
        } finally {
            Pipeline.start(pipeline.api());
        }
    }

    @Test
    void a_post_that_is_just_going_public_is_recorded_by_the_publisher_that_is_told_to_end() throws Exception {
        var gate = new Gate();
        var held = wordpress.script().onNext(RollingRestartIT::publishes).then(Fault.hangAfterWrite(gate));
        try (var newspaper = newspaper()) {
            var story = newspaper.publish(STORIES_MAX + 2);
            gate.awaitArrival(PATIENCE);
            var name = doubled.workerOf(story.publication());
            var worker = Objects.requireNonNull(doubled.publishers().get(name));

            var ended = ending(worker);
            await().atMost(PATIENCE)
                    .pollInterval(LOOK)
                    .until(() -> !worker.readiness().ready());
            assertThat(worker.isAlive()).as("it waits for the site").isTrue();
            gate.open();

            assertThat(result(ended)).isTrue();
            await().atMost(PATIENCE).until(() -> doubled.isPublished(story.publication()));
            assertThat(doubled.visits(story.publication())).containsExactly(name + " ended well");
            assertThat(held.fired()).isOne();
        } finally {
            gate.open();
            doubled.publishers().values().forEach(Pipeline::start);
        }
    }

    private void restartAll(Newspaper newspaper) {
        awaitFlow(newspaper);
        doubled.restart(pipeline.api());
        awaitFlow(newspaper);
        doubled.restartRelays();
        awaitFlow(newspaper);
        doubled.restart(pipeline.projector());
        awaitFlow(newspaper);
        doubled.publishers().forEach((name, publisher) -> {
            await().atMost(PATIENCE).pollInterval(LOOK).until(() -> doubled.underWay(name) > 0);
            doubled.restart(publisher);
            awaitFlow(newspaper);
        });
    }

    /** Stories are taken at the door, and something is told of them at the far end. */
    private void awaitFlow(Newspaper newspaper) {
        int jobs = newspaper.jobs();
        long told = doubled.count(TOLD);
        await().atMost(PATIENCE).until(() -> newspaper.jobs() > jobs && doubled.count(TOLD) > told);
    }

    private Newspaper newspaper() {
        return new Newspaper(PublishApi.local(pipeline.apiPort()), key);
    }

    /** @return whether it ended by itself */
    private static CompletableFuture<Boolean> ending(ServiceProcess service) {
        return begin(() -> {
            DoubledPipeline.end(service);
            return true;
        });
    }

    private static <T> CompletableFuture<T> begin(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private static <T> T result(CompletableFuture<T> begun)
            throws InterruptedException, ExecutionException, TimeoutException {
        return begun.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private boolean theDoorIsClosed() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), pipeline.apiPort())) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static boolean publishes(RecordedRequest request) {
        return request.writes() && request.json().path("status").asString("").equals("publish");
    }

    private List<Long> everPublic() {
        return wordpress.everPublic().stream().map(PublicPost::id).distinct().toList();
    }

    private List<Long> onRecord() {
        return LedgerRow.all(pipeline.sql()).stream()
                .map(LedgerRow::remoteId)
                .filter(Objects::nonNull)
                .toList();
    }
}
