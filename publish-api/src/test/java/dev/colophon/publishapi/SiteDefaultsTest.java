package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.problem.SqlState;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a site gives to stories that say nothing of it: settled when a job is accepted, and for good. */
class SiteDefaultsTest extends Commands {

    @Autowired
    JsonMapper json;

    @BeforeEach
    void siteWithDefaults() {
        defaults("""
                {"author": 7, "categories": ["Local news", "Ports"], "visibility": "draft"}""");
    }

    @Test
    void a_story_that_says_nothing_is_given_them() {
        var told = variant(id(publish(silent())));

        assertThat(told.path("settings")).isEqualTo(json.readTree("{\"author\": 7}"));
        assertThat(told.path("categories")).isEqualTo(json.readTree("[\"Local news\", \"Ports\"]"));
        assertThat(told.path("visibility").asString()).isEqualTo("draft");
    }

    @Test
    void what_a_story_says_itself_stands_even_if_it_says_none() {
        var speaking = silent();
        content(speaking).put("visibility", "public").putArray("categories");
        content(speaking).putObject("settings").put("author", 3);
        var told = variant(id(publish(speaking)));

        assertThat(told.path("settings")).isEqualTo(json.readTree("{\"author\": 3}"));
        assertThat(told.path("categories").isEmpty()).isTrue();
        assertThat(told.path("visibility").asString()).isEqualTo("public");
    }

    @Test
    void a_story_may_refuse_them_all() {
        var refusing = silent();
        content(refusing).put("siteDefaults", false);
        var told = variant(id(publish(refusing)));

        assertThat(told.has("settings")).isFalse();
        assertThat(told.path("categories").isEmpty()).isTrue();
        assertThat(told.path("visibility").asString()).isEqualTo("public");
    }

    @Test
    void a_page_is_given_no_categories_and_a_private_default_is_a_private_post() {
        defaults("""
                {"author": 7, "categories": ["Ports"], "visibility": "private"}""");
        var told = variant(id(publish(silent().put("placement", "page"))));

        assertThat(told.path("categories").isEmpty()).isTrue();
        assertThat(told.path("visibility").asString()).isEqualTo("draft");
        assertThat(told.path("settings")).isEqualTo(json.readTree("{\"heldAs\": \"private\", \"author\": 7}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "unpublish", "cancel"})
    void a_changed_default_changes_nothing_of_what_was_accepted(String action) {
        var id = id(publish(silent()));
        var before = variant(id);
        defaults("""
                {"author": 8, "categories": ["Sport"], "visibility": "public"}""");
        new Projector(tables).tells(id, action.equals("retry") ? "failed" : "published", 1);
        assertThat(command(id, action).status()).isIn(200, 202, 409);
        if (!action.equals("cancel")) {
            assertThat(newestMessage(id).path("action").asString()).isEqualTo(action);
        }

        assertThat(newestMessage(id).path("variant")).isEqualTo(before);
    }

    @Test
    void a_cancelled_job_is_retried_with_what_it_took() {
        var id = id(publish(silent().put("publishAt", tomorrow())));
        var before = variant(id);
        defaults("{}");
        assertThat(command(id, "cancel").status()).isEqualTo(202);
        new Projector(tables).tells(id, "cancelled", 2);
        assertThat(command(id, "retry").status()).isEqualTo(202);

        assertThat(newestMessage(id).path("action").asString()).isEqualTo("retry");
        assertThat(newestMessage(id).path("variant")).isEqualTo(before);
    }

    @Test
    void a_repeated_request_gets_its_first_answer_whatever_the_defaults_have_become() {
        var request = silent();
        var first = publish(request, "once-" + request.get("storyKey").asString());
        defaults("{}");
        var before = stored();
        var again = publish(request, "once-" + request.get("storyKey").asString());

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void the_same_story_asked_for_anew_is_repeated_until_the_defaults_differ() {
        var request = silent();
        var id = id(publish(request));
        var same = publish(request);
        defaults("""
                {"author": 8, "categories": ["Local news", "Ports"], "visibility": "draft"}""");
        var other = publish(request);

        assertThat(same.status()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(202);
        assertThat(id(other)).isEqualTo(id);
        assertThat(other.text("/revision")).isEqualTo("2");
        assertThat(newestMessage(id)
                        .path("variant")
                        .path("settings")
                        .path("author")
                        .asLong())
                .isEqualTo(8);
        assertThat(newestMessage(id).path("variant").path("variantId"))
                .as("the story says what it said")
                .isEqualTo(json.valueToTree(variantOf(id)));
    }

    @Test
    void saying_what_was_left_open_is_another_variant_and_the_same_wish() {
        var request = silent();
        var id = id(publish(request));
        content(request)
                .put("visibility", "draft")
                .putArray("categories")
                .add("Local news")
                .add("Ports");
        content(request).putObject("settings").put("author", 7);

        assertThat(publish(request).status()).isEqualTo(200);
        defaults("{}");
        assertThat(publish(request).status())
                .as("it no longer rests on a default")
                .isEqualTo(200);
        assertThat(newestMessage(id).path("revision").asLong()).isEqualTo(1);
    }

    @Test
    void a_story_at_two_sites_is_given_the_defaults_of_each() {
        var here = silent();
        var first = variant(id(publish(here)));
        site = "site-" + shortId();
        registerSite(site);
        here.put("site", site).remove("content");
        var second = variant(id(publish(here)));

        assertThat(second.path("variantId")).isEqualTo(first.path("variantId"));
        assertThat(first.path("visibility").asString()).isEqualTo("draft");
        assertThat(second.path("visibility").asString()).isEqualTo("public");
        assertThat(second.has("settings")).isFalse();
    }

    @Test
    void a_site_shows_its_defaults_and_keeps_them_until_it_is_put_without() {
        assertThat(get("/v1/sites/" + site).json().get("defaults")).isEqualTo(json.readTree("""
                {"author": 7, "categories": ["Local news", "Ports"], "visibility": "draft"}"""));
        var credentials = send("PUT", "/v1/sites/" + site + "/credentials", ADMIN_KEY, Map.of(), """
                {"kind": "application_password", "username": "editor", "password": "another"}""");
        assertThat(credentials.json().get("defaults").get("author").asLong()).isEqualTo(7);

        var body = siteBody(site);
        body.remove("key");
        var put = send("PUT", "/v1/sites/" + site, ADMIN_KEY, Map.of(), body.toString());

        assertThat(put.json().get("defaults")).isEqualTo(json.readTree("""
                {"author": null, "categories": [], "visibility": null}"""));
    }

    @Test
    void nothing_can_be_enqueued_that_takes_what_its_story_says_itself() {
        var id = id(publish(story()));
        var role = JdbcClient.create(postgres.as("publish_api"));

        assertThatThrownBy(
                        () -> role.sql("""
                        SELECT enqueue_publication(gen_random_uuid(), p.id, j.variant_id, 2, 'publish', p.slug, NULL,
                          sha256('x'), now(), p.client_id, NULL, gen_random_uuid(), '{}', NULL,
                          categories_taken => '{Sport}') IS NULL
                          FROM publication p JOIN publish_job j ON j.publication_id = p.id WHERE p.id = CAST(:id AS uuid)
                        """).param("id", id).query(Boolean.class).single())
                .satisfies(failure -> assertThat(SqlState.of(failure)).contains("23514"));
    }

    /** A story that says nothing of what a site may have a default for. */
    private ObjectNode silent() {
        var silent = story();
        content(silent).remove("visibility");
        content(silent).remove("categories");
        content(silent).remove("tags");
        return silent;
    }

    private void defaults(String defaults) {
        var body = siteBody(site);
        body.remove("key");
        body.set("defaults", json.readTree(defaults));
        assertThat(send("PUT", "/v1/sites/" + site, ADMIN_KEY, Map.of(), body.toString())
                        .status())
                .isEqualTo(200);
    }

    private static String id(Response accepted) {
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return accepted.text("/publicationId");
    }

    private JsonNode variant(String publication) {
        return newestMessage(publication).path("variant");
    }

    private String variantOf(String publication) {
        return tables.sql(
                        "SELECT variant_id FROM publish_api.publish_job WHERE publication_id = CAST(:id AS uuid) AND revision = 1")
                .param("id", publication)
                .query(String.class)
                .single();
    }
}
