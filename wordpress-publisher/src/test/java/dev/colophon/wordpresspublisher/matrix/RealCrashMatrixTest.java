package dev.colophon.wordpresspublisher.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * The same on WordPress itself: the steps that send a request, under every answer that it can be made to give. Every worker
 * that dies in each build; those that sleep, and the client who asks on, with {@code -Dmatrix.full=true}.
 */
@PublisherTest
@ExtendWith(RealWordPressExtension.class)
@Import(WorkersConfiguration.class)
@TestPropertySource(
        properties = {
            "colophon.wordpress.request-timeout=3s",
            "colophon.publish.visit-budget=25s",
            "colophon.publish.lease=30s",
            "colophon.retry.base=10ms",
            "colophon.retry.cap=50ms",
            "colophon.retry.retry-after-cap=50ms",
            "logging.level.dev.colophon=off"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealCrashMatrixTest {

    private static final int CELLS_AT_A_TIME = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final RealWordPress wordpress;
    private final Workers workers;
    private final PublishLoop loop;
    private final Matrix matrix;

    RealCrashMatrixTest(
            RealWordPress wordpress,
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired Workers workers,
            @Autowired PublishLoop loop) {
        this.wordpress = wordpress;
        this.workers = workers;
        this.loop = loop;
        this.matrix = new Matrix(
                new Newsroom(postgres, work, delivery),
                workers,
                _ -> new WordPressItself(wordpress),
                CELLS_AT_A_TIME,
                PATIENCE);
    }

    @BeforeAll
    void start(PostgresServer postgres) {
        workers.start(loop);
    }

    @AfterAll
    void stop() throws InterruptedException {
        workers.stop();
        System.out.println("crash matrix on WordPress: " + matrix.summary());
        matrix.assertFewBegunAnew();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {
                "LOOKED_UP",
                "RESERVED",
                "LOOKED",
                "CREDENTIALS_CHECKED",
                "FILLED",
                "PUBLISHED",
                "UPDATED",
                "UNPUBLISHED",
                "VERIFIED",
                "DROPPED"
            })
    void wordpress_itself_shows_one_public_post_in_the_end(Step step) throws InterruptedException {
        assertNoFailures(Road.STOCK, step);
    }

    /** The steps that the companion plugin has a part in, and the first look at what it made. */
    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"PUBLISHED", "LOOKED"})
    void with_the_plugin_wordpress_itself_has_one_post_and_it_is_public_in_the_end(Step step)
            throws InterruptedException {
        wordpress.companion(true);
        try {
            assertNoFailures(Road.KEYED, step);
        } finally {
            wordpress.companion(false); // other classes mean a stock site
        }
    }

    private void assertNoFailures(Road road, Step step) throws InterruptedException {
        long start = System.nanoTime();
        List<Cell> chosen = road.cells(step).stream()
                .filter(cell -> cell.unreachable().isEmpty())
                .filter(RealCrashMatrixTest::isChosen)
                .toList();

        List<String> failures = matrix.failures(chosen);

        System.out.printf("%s %s: %d cells in %d s%n", road, step.word(), chosen.size(), Matrix.seconds(start));
        assertThat(failures)
                .as(failures.size() + " of " + chosen.size() + " cells")
                .isEmpty();
        assertThat(workers.broken()).isEmpty();
    }

    private static boolean isChosen(Cell cell) {
        boolean diesAndNothingElse = !cell.when().sleeps() && cell.then() == Then.NOTHING;
        return diesAndNothingElse || Boolean.getBoolean("matrix.full");
    }
}
