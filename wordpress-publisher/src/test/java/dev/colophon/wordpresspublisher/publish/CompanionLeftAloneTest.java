package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** A plugin that is not to be used is as good as none, and costs no more than none. */
@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.companion.use=false")
class CompanionLeftAloneTest extends AtOneSite {

    CompanionLeftAloneTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_more_story_takes_three_requests_with_the_plugin_there_or_not(boolean companion) {
        wordpress.companion(companion);
        UUID site = newsroom.site(wordpress);

        assertThat(requestsOfOneMore(site))
                .containsExactly("POST /wp/v2/posts", "POST /wp/v2/posts/ID", "GET /wp/v2/posts/ID");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_site_is_asked_once_what_it_is_and_counts_as_one_without_the_plugin(boolean companion) {
        wordpress.companion(companion);
        Story first = story("first").want();
        first.awaitReceipt("published");
        newsroom.story(first.site(), "second").want().awaitReceipt("published");

        assertThat(wordpress.requests().stream()
                        .filter(request -> request.route().equals("/")))
                .hasSize(1);
        assertThat(newsroom.sql()
                        .sql("SELECT strategy FROM wordpress_publisher.site_state WHERE site_id = :site")
                        .param("site", first.site())
                        .query(String.class)
                        .single())
                .isEqualTo("stock");
    }
}
