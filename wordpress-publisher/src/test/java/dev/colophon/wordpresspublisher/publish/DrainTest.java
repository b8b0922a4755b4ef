package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A worker that is told to end finishes what it has begun, so that nobody waits for its leases to run out. */
@PublisherTest
class DrainTest extends AtOneSite {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WAITS_FOR_THE_TABLE = """
            SELECT count(*) FROM pg_locks
            WHERE NOT granted AND relation = 'wordpress_publisher.attempt'::regclass
            """;

    private final PostgresServer postgres;
    private final PublishLoop loop;

    DrainTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
        this.postgres = postgres;
        this.loop = service.getBean(PublishLoop.class);
    }

    @Test
    void a_story_that_is_being_claimed_when_the_worker_is_told_to_end_is_published_before_it_ends() throws Exception {
        Story story = story("claimed-at-the-end");
        Thread ending = Thread.ofVirtual().unstarted(loop::stop);
        try (Connection inTheWay = postgres.superuser().getConnection()) {
            lockAttempts(inTheWay);
            story.want();
            await().atMost(PATIENCE).until(this::aClaimIsUnderWay);

            ending.start();
            await().atMost(PATIENCE).until(() -> !loop.isRunning());
            inTheWay.rollback();
            assertThat(ending.join(PATIENCE)).isTrue();

            assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
            assertThat(only(story).status()).isEqualTo("publish");
        } finally {
            loop.start();
        }
    }

    /** The claim's last statement then waits, its entries leased already. */
    private static void lockAttempts(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE wordpress_publisher.attempt IN SHARE MODE");
        }
    }

    private boolean aClaimIsUnderWay() {
        return newsroom.sql().sql(WAITS_FOR_THE_TABLE).query(Long.class).single() > 0;
    }
}
