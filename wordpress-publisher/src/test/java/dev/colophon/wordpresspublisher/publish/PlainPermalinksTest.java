package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@PublisherTest
class PlainPermalinksTest extends AtOneSite {

    PlainPermalinksTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @Test
    void a_site_without_permalinks_is_asked_once_where_its_interface_is() {
        try (FakeWordPress plain = FakeWordPress.builder().withPlainPermalinks().start()) {
            UUID site = newsroom.site(plain);

            newsroom.story(site, "first").want().awaitReceipt("published");
            long searches = searches(plain);
            var receipt = newsroom.story(site, "second").want().awaitReceipt("published");

            assertThat(receipt.path("post").path("url").stringValue()).contains("?p=");
            assertThat(plain.publicPosts()).hasSize(2);
            assertThat(searches).isBetween(1L, 2L); // where the index is, and what it says
            assertThat(searches(plain)).isEqualTo(searches);
        }
    }

    @Test
    void a_site_that_gives_its_permalinks_up_is_found_again(@TempDir Path folder) {
        Path posts = folder.resolve("posts.jsonl");
        var passwords = Map.of("admin", "a", "editor", "e", "author", "u", "contributor", "c", "subscriber", "s");
        Story story;
        int port = FreePorts.next(); // which nobody takes while the site is down
        try (FakeWordPress pretty = FakeWordPress.builder()
                .port(port)
                .keptIn(posts)
                .passwords(passwords)
                .start()) {
            story = newsroom.story(newsroom.site(pretty), "moved").want();
            story.awaitReceipt("published");
        }

        try (FakeWordPress plain = FakeWordPress.builder()
                .port(port)
                .keptIn(posts)
                .passwords(passwords)
                .withPlainPermalinks()
                .start()) {
            story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
            story.awaitReceipt("published");

            assertThat(only(story, plain)).startsWith("<p>Second edition.</p>");
            assertThat(searches(plain)).isOne();
        }
    }

    @Test
    void a_site_that_is_no_wordpress_at_all_is_searched_once_a_visit_and_not_believed() {
        wordpress.script().onNext(_ -> true).always().then(dev.colophon.testkit.wordpress.Fault.html200());

        Story story = story("login-page").want();

        assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("WP_ANSWERED_HTML");
        assertThat(routes(wordpress)).containsSequence("/", "/");
        assertThat(wordpress.requests()).noneMatch(RecordedRequest::writes);
    }

    private static String only(Story story, FakeWordPress site) {
        assertThat(story.postsAt(site)).hasSize(1);
        return story.postsAt(site).getFirst().content();
    }

    private static long searches(FakeWordPress site) {
        return routes(site).filter("/"::equals).count();
    }

    private static Stream<String> routes(FakeWordPress site) {
        return site.requests().stream().map(RecordedRequest::route);
    }
}
