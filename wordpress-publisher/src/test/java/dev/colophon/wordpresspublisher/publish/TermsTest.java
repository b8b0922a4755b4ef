package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Terms with a place: each made once, under the parent that the story names. */
@PublisherTest
class TermsTest extends AtOneSite {

    TermsTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_name_under_two_parents_is_two_categories_and_no_parent_is_given_to_the_post(boolean plugin) {
        wordpress.companion(plugin);
        Story story = story("placed").want(categories("News > Europe", "Sport > Europe", "Sport"));

        assertThat(story.awaitReceipt("published").path("post").has("notApplied"))
                .isFalse();

        assertThat(asked()).containsExactly("Local news", "News", "Europe", "Sport", "Europe", "harbour", "ships");
        assertThat(only(story).categories()).containsExactlyInAnyOrder("Local news", "Europe", "Europe", "Sport");
    }

    @Test
    void one_more_story_with_known_parents_asks_for_no_term() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "first").want(categories("News > Europe > EU")).awaitReceipt("published");
        int before = wordpress.requests().size();

        newsroom.story(site, "second").want(categories("news > EUROPE > EU")).awaitReceipt("published");

        assertThat(wordpress.requests().size() - before).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"News", "Europe"})
    void a_lost_answer_to_a_parent_or_a_child_leaves_one_term_of_each(String name) {
        Fault fault = Fault.badGatewayAfter();
        wordpress.script().onNext(request -> makes(request, name)).then(fault);

        Story story = story("lost-term").want(categories("News > Europe"));
        story.awaitReceipt("deferred");
        newsroom.expireTerms(story.site());
        newsroom.travel(story.id(), Duration.ofMinutes(5));
        story.awaitReceipt("published");

        assertThat(fault.fired()).isOne();
        assertThat(asked().stream().filter(name::equals)).hasSize(2);
        assertThat(only(story).categories()).containsExactlyInAnyOrder("Local news", "Europe");
        assertThat(onRecord(story)).isEqualTo(4 + 1);
    }

    /** Also where the site has made the term and no record says so: the repeat is told of it by name and makes no second one. */
    @ParameterizedTest
    @CsvSource({
        "before:term_made,         false, 1",
        "after:term_made,          false, 2",
        "after:term_made,          true,  2",
        "before:term_checkpointed, false, 2",
        "after:term_checkpointed,  false, 1",
        "after:term_checkpointed,  true,  1"
    })
    void a_worker_that_dies_anywhere_at_a_term_leaves_one_term_and_puts_its_id_down_once(
            String death, boolean plugin, int timesAsked) {
        wordpress.companion(plugin);
        crash.once(death);
        Story story = story("died-at-a-term").want(categories("News > Europe"));
        await().until(() -> crash.fired() == 1);
        List<String> asked = asked();

        newsroom.expireTerms(story.site());
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(asked).hasSize(death.equals("before:term_made") ? 0 : 1).allMatch("Local news"::equals);
        assertThat(asked().stream().filter("Local news"::equals)).hasSize(timesAsked);
        assertThat(termsOfTheSite("categories")).containsOnlyOnce("Local news", "News", "Europe");
        assertThat(only(story).categories()).containsExactlyInAnyOrder("Local news", "Europe");
        assertThat(onRecord(story)).isEqualTo(4 + 1);
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void a_parent_that_was_deleted_at_the_site_is_made_anew() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "before").want(categories("News > Europe")).awaitReceipt("published");
        delete(newsroom.sql()
                .sql("SELECT term_id FROM wordpress_publisher.site_term WHERE site_id = :site AND name = 'news'")
                .param("site", site)
                .query(Long.class)
                .single());
        Story story = newsroom.story(site, "after").want(categories("News > Asia"));

        story.awaitReceipt("deferred");
        newsroom.travel(story.id(), Duration.ofMinutes(5));
        story.awaitReceipt("published");

        assertThat(asked().stream().filter("News"::equals)).hasSize(2);
        assertThat(only(story).categories()).containsExactlyInAnyOrder("Local news", "Asia");
    }

    /** Beside the story's own: ways from the top. */
    private static Consumer<ObjectNode> categories(String... ways) {
        return request -> {
            var category = variant(request)
                    .putObject("settings")
                    .putObject("taxonomies")
                    .putArray("category");
            for (String way : ways) {
                var path = category.addArray();
                Arrays.stream(way.split(" > ")).forEach(path::add);
            }
        };
    }

    private List<String> asked() {
        return wordpress.requests().stream()
                .filter(request -> request.writes() && request.route().matches("/wp/v2/(categories|tags)"))
                .map(request -> request.json().path("name").stringValue())
                .toList();
    }

    private static boolean makes(RecordedRequest request, String name) {
        return request.writes()
                && request.route().equals("/wp/v2/categories")
                && request.json().path("name").asString("").equals(name);
    }

    private List<String> termsOfTheSite(String taxonomy) {
        HttpRequest request = HttpRequest.newBuilder(wordpress.rest("/wp/v2/" + taxonomy + "?per_page=100"))
                .build();
        return sent(request)
                .valueStream()
                .map(term -> term.path("name").stringValue())
                .toList();
    }

    private long onRecord(Story story) {
        return newsroom.sql()
                .sql("SELECT count(*) FROM wordpress_publisher.site_term WHERE site_id = :site AND term_id IS NOT NULL")
                .param("site", story.site())
                .query(Long.class)
                .single();
    }

    private void delete(long category) {
        HttpRequest request = HttpRequest.newBuilder(wordpress.rest("/wp/v2/categories/" + category + "?force=true"))
                .header("Authorization", wordpress.editor().authorization())
                .DELETE()
                .build();
        sent(request);
    }

    private static JsonNode sent(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
