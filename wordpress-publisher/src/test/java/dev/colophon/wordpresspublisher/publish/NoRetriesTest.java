package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Retries are for trouble alone: with none allowed a story is published, changed and withdrawn all the same, and no visit
 * fails. The first failure that may be the story's own would park it: the last test shows that it does.
 */
@PublisherTest
@TestPropertySource(
        properties = {
            "colophon.retry.max-strikes=1",
            "colophon.retry.give-up-after=1ms",
            "colophon.retry.variant-retries=0"
        })
@ExtendWith(RealWordPressExtension.class)
class NoRetriesTest extends AtRealSite {

    NoRetriesTest(RealWordPress wordpress, PostgresServer postgres, @Autowired ApplicationContext service) {
        super(wordpress, postgres, service);
    }

    @Test
    void at_the_simulated_site_the_ordinary_road_needs_no_retry() {
        try (FakeWordPress simulated = FakeWordPress.start()) {
            assertGoesAllTheWay(newsroom.story(newsroom.site(simulated), slug));
        }
    }

    @Test
    void nor_does_it_at_wordpress_itself() {
        assertGoesAllTheWay(story());
    }

    @Test
    void and_what_fails_once_is_not_tried_again() {
        try (FakeWordPress simulated = FakeWordPress.start()) {
            Fault lost = simulated.script().onNext(AtOneSite::creates).then(Fault.badGatewayAfter());
            Story story = newsroom.story(newsroom.site(simulated), slug).want();

            JsonNode parked = story.awaitReceipt("parked");

            assertThat(AtOneSite.code(parked)).isEqualTo("RETRIES_EXHAUSTED");
            assertThat(lost.fired()).isOne();
            assertThat(simulated.requests().stream().filter(AtOneSite::creates)).hasSize(1);
            assertThat(troubles(story)).isOne();
        }
    }

    private void assertGoesAllTheWay(Story story) {
        story.want().awaitReceipt("published");
        story.want().awaitReceipt("published");
        story.ask("unpublish").awaitReceipt("unpublished");
        story.want().awaitReceipt("published");

        assertThat(troubles(story)).as("visits that failed").isZero();
        assertThat(story.kinds()).doesNotContain("deferred", "unconfirmed", "failed", "parked");
        assertThat(story.times("published")).isEqualTo(3);
    }

    /** Visits on record that did not do what they set out to. */
    private long troubles(Story story) {
        return newsroom.sql()
                .sql(
                        "SELECT count(*) FROM wordpress_publisher.attempt WHERE publication_id = :p AND problem_code IS NOT NULL")
                .param("p", story.id())
                .query(Long.class)
                .single();
    }
}
