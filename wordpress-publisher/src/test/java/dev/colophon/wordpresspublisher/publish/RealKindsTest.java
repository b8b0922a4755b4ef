package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Kinds of posts and terms that a plugin has registered with WordPress itself, and pages under pages; with our plugin and without. */
@PublisherTest
@ExtendWith(RealWordPressExtension.class)
class RealKindsTest extends AtRealSite {

    RealKindsTest(RealWordPress wordpress, PostgresServer postgres, @Autowired ApplicationContext service) {
        super(wordpress, postgres, service);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void terms_of_the_sites_own_taxonomies_are_made_and_kept_and_one_that_rest_does_not_show_is_told(boolean plugin) {
        on(plugin, () -> {
            Story story = story().want(request -> {
                var taxonomies = variant(request).putObject("settings").putObject("taxonomies");
                taxonomies.putArray("genre").addArray().add("Jazz " + slug).add("Bebop");
                taxonomies.putArray("mood").addArray().add("Calm " + slug);
                taxonomies.putArray("secret").addArray().add("Plot");
            });

            JsonNode receipt = story.awaitReceipt("published");

            assertThat(receipt.path("post").path("notApplied")).hasSize(1);
            assertThat(receipt.path("post")
                            .path("notApplied")
                            .path(0)
                            .path("detail")
                            .stringValue())
                    .endsWith(": secret.");
            JsonNode post = shown("posts", receipt);
            assertThat(post.path("genres").toString()).isEqualTo("[" + noted(story, "genres", "bebop") + "]");
            assertThat(post.path("mood").toString()).isEqualTo("[" + noted(story, "mood", "calm " + slug) + "]");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_term_that_was_made_by_one_who_died_before_noting_it_is_found_again_by_its_name(boolean plugin) {
        on(plugin, () -> {
            crash.once("after:term_made");
            Story story = story().want(plain(
                    "post",
                    request -> variant(request)
                            .putObject("settings")
                            .putObject("taxonomies")
                            .putArray("mood")
                            .addArray()
                            .add("Calm " + slug)));
            await().until(() -> crash.fired() == 1);
            List<Long> made = moodsNamed(slug);

            newsroom.expireTerms(story.site());
            newsroom.expireLease(story.id());
            JsonNode receipt = story.awaitReceipt("published");

            assertThat(made).hasSize(1);
            assertThat(moodsNamed(slug)).isEqualTo(made);
            assertThat(noted(story, "mood", "calm " + slug)).isEqualTo(made.getFirst());
            assertThat(shown("posts", receipt).path("mood").toString()).isEqualTo(made.toString());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_story_becomes_a_post_of_a_registered_kind_with_all_that_the_kind_has_and_the_rest_told(boolean plugin) {
        on(plugin, () -> {
            Story story = story().want(plain("story", request -> {
                var settings = variant(request).putObject("settings").put("commentStatus", "closed");
                settings.putObject("taxonomies").putArray("genre").addArray().add("Jazz " + slug);
            }));

            JsonNode receipt = story.awaitReceipt("published");

            assertThat(receipt.path("post").path("notApplied")).hasSize(1);
            assertThat(receipt.path("post")
                            .path("notApplied")
                            .path(0)
                            .path("field")
                            .stringValue())
                    .isEqualTo("commentStatus");
            JsonNode post = shown("stories", receipt);
            assertThat(post.path("type").stringValue()).isEqualTo("story");
            assertThat(post.path("slug").stringValue()).isEqualTo(slug);
            assertThat(post.path("status").stringValue()).isEqualTo("publish");
            assertThat(post.path("excerpt").path("raw").stringValue()).isEqualTo("Ships return on Monday.");
            assertThat(post.path("genres")).hasSize(1);
            assertThat(ours()).isOne();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_page_stands_under_another_by_its_story_or_its_slug(boolean plugin) {
        on(plugin, () -> {
            Story above = story().want(plain("page", _ -> {}));
            long parent =
                    above.awaitReceipt("published").path("post").path("id").longValue();
            Story byStory = newsroom.story(above.site(), slug + "-a")
                    .want(plain(
                            "page",
                            request -> variant(request)
                                    .putObject("settings")
                                    .put("parentPublication", above.id().toString())));
            Story bySlug = newsroom.story(above.site(), slug + "-b")
                    .want(plain(
                            "page",
                            request -> variant(request).putObject("settings").put("parentSlug", slug)));

            for (Story below : new Story[] {byStory, bySlug}) {
                JsonNode receipt = below.awaitReceipt("published");
                assertThat(receipt.path("post").has("notApplied")).isFalse();
                assertThat(shown("pages", receipt).path("parent").longValue()).isEqualTo(parent);
                assertThat(receipt.path("post").path("url").stringValue()).contains("/" + slug + "/" + slug + "-");
            }
        });
    }

    private void on(boolean plugin, Runnable test) {
        if (plugin) {
            withCompanion(test);
        } else {
            test.run();
        }
    }

    /** With nothing that not every kind of post has. */
    private static Consumer<ObjectNode> plain(String placement, Consumer<ObjectNode> more) {
        return request -> {
            request.put("placement", placement);
            variant(request).putArray("categories");
            variant(request).putArray("tags");
            if (placement.equals("page")) {
                variant(request).put("excerpt", "");
            }
            more.accept(request);
        };
    }

    private long noted(Story story, String taxonomy, String name) {
        return newsroom.sql()
                .sql(
                        "SELECT term_id FROM wordpress_publisher.site_term WHERE site_id = :s AND taxonomy = :t AND name = :n")
                .param("s", story.site())
                .param("t", taxonomy)
                .param("n", name)
                .query(Long.class)
                .single();
    }

    private List<Long> moodsNamed(String name) {
        return read("/wp/v2/mood?per_page=100&search=" + name)
                .valueStream()
                .map(term -> term.path("id").longValue())
                .toList();
    }

    private JsonNode shown(String collection, JsonNode receipt) {
        return asEditor(collection, "GET", receipt, "");
    }
}
