package dev.colophon.wordpresspublisher.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publish.PublishLoop;
import dev.colophon.wordpresspublisher.publish.Workers;
import dev.colophon.wordpresspublisher.publish.WorkersConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * Every step of the protocol, interrupted in every way, under every answer of the site: when all has healed there is one
 * public post, and ledger and receipts say so. The real classes and a real PostgreSQL; each cell has a site of its own.
 */
@PublisherTest
@Import(WorkersConfiguration.class)
@TestPropertySource(
        properties = {
            "colophon.wordpress.request-timeout=1s",
            "colophon.publish.visit-budget=25s",
            "colophon.publish.lease=30s",
            "colophon.retry.base=10ms",
            "colophon.retry.cap=50ms",
            "colophon.retry.retry-after-cap=50ms",
            "logging.level.dev.colophon=off"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMatrixTest {

    private static final int CELLS_AT_A_TIME = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Workers workers;
    private final PublishLoop loop;
    private final Matrix matrix;

    CrashMatrixTest(
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired Workers workers,
            @Autowired PublishLoop loop) {
        this.workers = workers;
        this.loop = loop;
        this.matrix = new Matrix(
                new Newsroom(postgres, work, delivery), workers, SimulatedSite::new, CELLS_AT_A_TIME, PATIENCE);
    }

    @BeforeAll
    void start(PostgresServer postgres) {
        workers.start(loop);
    }

    @AfterAll
    void stop() throws InterruptedException {
        workers.stop();
        System.out.println("crash matrix: " + matrix.summary());
        matrix.assertFewBegunAnew();
    }

    /** The matrix's stories have no image, and a death at a term makes no post: the steps of both are in MediaTest and TermsTest. */
    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.MATCH_NONE, names = "(MEDIA|TERM)_.*")
    void whatever_happens_at_a_step_there_is_one_public_post_in_the_end(Step step) throws InterruptedException {
        assertNoFailures(step, Road.STOCK.cells(step));
    }

    /** Once its post is on record, a story goes by the post's id on both roads: those steps are above. */
    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"ACCEPTED", "CLAIMED", "INTENDED", "LOOKED_UP", "PUBLISHED", "CHECKPOINTED", "LOOKED", "RECORDED"})
    void under_a_key_there_is_one_post_and_it_is_public_in_the_end(Step step) throws InterruptedException {
        assertNoFailures(step, Road.KEYED.cells(step));
    }

    private void assertNoFailures(Step step, List<Cell> all) throws InterruptedException {
        long start = System.nanoTime();
        var reasons = new TreeMap<String, Integer>();
        all.forEach(cell -> cell.unreachable().ifPresent(reason -> reasons.merge(reason, 1, Integer::sum)));
        List<Cell> reachable =
                all.stream().filter(cell -> cell.unreachable().isEmpty()).toList();

        List<String> failures = matrix.failures(reachable);

        System.out.printf(
                "%s: %d cells in %d s; unreachable %s%n",
                step.word(), reachable.size(), Matrix.seconds(start), reasons);
        assertThat(failures)
                .as(failures.size() + " of " + reachable.size() + " cells")
                .isEmpty();
        assertThat(workers.broken()).isEmpty();
    }
}
