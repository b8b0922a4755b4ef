package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What WordPress itself keeps beside a post's text: SEO and ids from upstream by the companion plugin, templates by its theme. */
@PublisherTest
@ExtendWith(RealWordPressExtension.class)
class RealFieldsTest extends AtRealSite {

    RealFieldsTest(RealWordPress wordpress, PostgresServer postgres, @Autowired ApplicationContext service) {
        super(wordpress, postgres, service);
    }

    /** The five things that the first publishing desk checked by hand: no error, the full html, SEO, id and link, the ids from upstream. */
    @Test
    void with_the_plugin_the_html_is_whole_and_seo_id_link_and_the_ids_from_upstream_are_there() {
        withCompanion(() -> {
            String html =
                    "<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">Ships &amp; quays ⚓</h2>\n<!-- /wp:heading -->\n"
                            + "<p>Long.</p>\n".repeat(2000);
            Story story = story().want(request -> SaidOfItself.in(request).put("html", html));

            JsonNode receipt = story.awaitReceipt("published");

            JsonNode post = asEditor("GET", receipt);
            assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
            assertThat(receipt.path("post").has("notApplied")).isFalse();
            assertThat(post.path("content").path("raw").stringValue())
                    .isEqualTo(html + "<!-- colophon:" + story.id() + " g1 -->");
            assertThat(post.path("id")).isEqualTo(receipt.path("post").path("id"));
            assertThat(receipt.path("post").path("url").stringValue()).isEqualTo(wordpress.url() + "/" + slug + "/");
            SaidOfItself.KEPT_OF_STORY.forEach((field, value) ->
                    assertThat(post.path("meta").path(field).stringValue()).isEqualTo(value));
        });
    }

    @Test
    void without_the_plugin_seo_and_the_ids_from_upstream_are_told_as_lost() {
        Story story = story().want(SaidOfItself::in);

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(receipt.path("post")
                        .path("notApplied")
                        .valueStream()
                        .map(one -> one.path("field").stringValue()))
                .containsExactly(
                        "seoTitle", "seoDescription", "seoCanonical", "seoFocusKeyword", "clusterId", "sectorId");
        assertThat(ours()).isOne();
    }

    /** The test's theme is a block theme, with one template for pages of its own. */
    @Test
    void a_template_of_the_theme_is_set_read_back_and_shown() {
        Story plain = page(newsroom.story(story().site(), "plain-" + UUID.randomUUID()), null);
        Story story = page(newsroom.story(plain.site(), slug), "page-no-title");

        JsonNode receipt = story.awaitReceipt("published");
        JsonNode other = plain.awaitReceipt("published");

        assertThat(receipt.path("post")
                        .path("notApplied")
                        .valueStream()
                        .map(one -> one.path("field").stringValue()))
                .as("a page has no terms")
                .containsExactly("categories", "tags");
        assertThat(asEditor("pages", "GET", receipt, "").path("template").stringValue())
                .isEqualTo("page-no-title");
        assertThat(shown(other)).contains(">The harbour's page</h1>");
        assertThat(shown(receipt)).doesNotContain(">The harbour's page</h1>").contains("Text of the page");

        story.want(request -> asPage(request, "single"));
        JsonNode refused = story.awaitReceipt("failed");
        assertThat(refused.path("problem").path("detail").stringValue()).contains("template");
    }

    private Story page(Story story, @Nullable String template) {
        return story.want(request -> asPage(request, template));
    }

    private static void asPage(ObjectNode request, @Nullable String template) {
        request.put("placement", "page");
        variant(request)
                .put("title", "The harbour's page")
                .put("html", "<p>Text of the page</p>")
                .put("excerpt", "");
        if (template != null) {
            variant(request).putObject("settings").put("template", template);
        }
    }

    /** The page as a reader gets it, with its entities read. */
    private static String shown(JsonNode receipt) {
        URI url = URI.create(receipt.path("post").path("url").stringValue());
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .replace("&#8217;", "'");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
