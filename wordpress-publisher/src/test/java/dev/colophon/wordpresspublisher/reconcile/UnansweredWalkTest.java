package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A site that does not answer, or not us, is no evidence of anything. */
@PublisherTest
class UnansweredWalkTest extends AtWalkedSite {

    UnansweredWalkTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                Arguments.of(Fault.html200(), "WP_ANSWERED_HTML"),
                Arguments.of(Fault.status(500), "WP_SERVER_ERROR"),
                Arguments.of(Fault.maintenance(), "WP_MAINTENANCE"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("noAnswers")
    void nothing_is_concluded_from_an_answer_that_is_none(Fault fault, String code) {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "still-there").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        editor.delete(post);
        wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/posts"))
                .always()
                .then(fault);

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(fault.fired()).isPositive();
        assertThat(walks.row(run)).containsEntry("state", "stopped").containsEntry("problem_code", code);
        assertThat(walks.kinds(run)).isEmpty();
        assertThat(story.row()).containsEntry("remote_state", "PUBLIC");
    }

    @Test
    void a_walk_stops_at_what_can_be_no_slug() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "odd-slug").want();
        story.awaitReceipt("published");
        Fault fault = wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/posts"))
                .always()
                .then(Fault.retold(body -> body.replace("\"slug\":\"", "\"slug\":\"\\u0000")));

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(fault.fired()).isPositive();
        assertThat(walks.row(run))
                .containsEntry("state", "stopped")
                .containsEntry("problem_code", "WP_UNREADABLE_ANSWER");
        assertThat(walks.kinds(run)).isEmpty();
        assertThat(story.row()).containsEntry("remote_state", "PUBLIC");
    }

    @Test
    void a_site_that_does_not_know_us_shows_no_absence() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "unseen").want();
        story.awaitReceipt("published");
        wordpress.revokeApplicationPassword(wordpress.editor());

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(walks.row(run))
                .containsEntry("state", "stopped")
                .containsEntry("problem_code", "WP_CREDENTIALS_LOST");
        assertThat(walks.kinds(run)).isEmpty();
    }
}
