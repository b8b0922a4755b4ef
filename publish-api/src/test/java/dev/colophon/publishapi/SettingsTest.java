package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a post is given beside its texts and terms: carried as asked for, or refused with the field. */
class SettingsTest extends ApiTest {

    @Autowired
    JsonMapper json;

    record Refused(String pointer, String code, Consumer<ObjectNode> spoil) {}

    @Test
    void settings_are_stored_with_the_variant_and_carried_as_asked_for() {
        var request = page();
        content(request).put("visibility", "private");
        settings(request)
                .put("author", 3)
                .put("commentStatus", "closed")
                .put("parent", 12)
                .put("template", "wide.php");

        var variant = message(publish(request));

        assertThat(variant.path("visibility").asString()).isEqualTo("draft");
        assertThat(variant.path("settings")).isEqualTo(json.readTree("""
                        {"heldAs": "private", "author": 3, "commentStatus": "closed", "template": "wide.php", "parent": 12}
                        """));
    }

    @Test
    void a_story_without_settings_is_told_as_before_there_were_any() {
        var request = story();
        settings(request).putNull("author");

        assertThat(message(publish(request)).has("settings")).isFalse();
    }

    @Test
    void a_changed_setting_is_a_new_revision_and_the_same_one_is_not() {
        var request = story();
        settings(request).put("format", "aside");
        var first = publish(request);
        var again = publish(request);
        settings(request).put("format", "quote");
        var changed = publish(request);

        assertThat(revisions(first)).isEqualTo(2);
        assertThat(again.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(changed.text("/publicationId")).isEqualTo(first.text("/publicationId"));
    }

    @Test
    void an_image_is_kept_and_told_and_another_one_is_a_new_revision() {
        var request = story();
        image(request, "https://images.example/a.jpg?w=1200").put("alt", "Two ships");
        var first = publish(request);
        var told = message(first);
        image(request, "https://images.example/b.jpg").put("alt", "Two ships");
        var changed = publish(request);

        assertThat(told.path("featuredImage")).isEqualTo(json.readTree("""
                        {"url": "https://images.example/a.jpg?w=1200", "alt": "Two ships"}
                        """));
        assertThat(changed.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(revisions(first)).isEqualTo(2);
        assertThat(message(publish(story())).has("featuredImage")).isFalse();
    }

    @Test
    void what_is_said_to_search_engines_and_the_ids_from_upstream_are_kept_and_told_member_by_member() {
        var request = story();
        content(request)
                .putObject("seo")
                .put("title", "Ships")
                .put("canonical", "https://harbour.example/a?b=c&d=e")
                .putNull("description")
                .put("focusKeyword", "");
        content(request).putObject("ids").put("clusterId", "c-17").put("sectorId", "s-4");
        var first = publish(request);
        var told = message(first);
        var again = publish(request);
        content(request).withObject("/ids").put("sectorId", "s-5");
        var changed = publish(request);

        assertThat(told.path("seo")).isEqualTo(json.readTree("""
                        {"title": "Ships", "canonical": "https://harbour.example/a?b=c&d=e", "focusKeyword": ""}
                        """));
        assertThat(told.path("ids")).isEqualTo(json.readTree("""
                        {"clusterId": "c-17", "sectorId": "s-4"}
                        """));
        assertThat(again.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(changed.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(revisions(first)).isEqualTo(2);
        assertThat(message(publish(story())).propertyNames()).doesNotContain("seo", "ids");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seo_title = repeat('a', 301)",
                "seo_description = repeat('a', 1001)",
                "seo_canonical = 'ftp://harbour.example/'",
                "seo_focus_keyword = repeat('a', 201)",
                "cluster_id = repeat('a', 201)",
                "sector_id = repeat('a', 201)"
            })
    void what_no_site_could_keep_is_refused_by_the_database_too(String set) {
        var column = set.substring(0, set.indexOf(' '));
        var id = publish(story()).text("/publicationId");

        assertThatThrownBy(() -> tables.sql("""
                        INSERT INTO publish_api.variant (id, story_id, placement, title, html, excerpt, visibility, sticky,
                          categories, tags, content_hash, stored_at, %s)
                        SELECT gen_random_uuid(), story_id, placement, title, html, excerpt, visibility, sticky, categories, tags,
                          content_hash, stored_at, %s FROM publish_api.variant WHERE id =
                          (SELECT variant_id FROM publish_api.publish_job WHERE publication_id = CAST(:id AS uuid))
                        """.formatted(column, set.substring(set.indexOf('=') + 1)))
                        .param("id", id)
                        .update())
                .hasMessageContaining("variant_" + column + "_check");
    }

    @Test
    void a_category_with_its_parents_is_kept_and_told_as_the_way_to_it() {
        var request = story();
        var terms = settings(request).putObject("taxonomies").putArray("category");
        terms.add("Sport").addArray().add("News").add("Europe > EU");
        var first = publish(request);
        var told = message(first);
        var again = publish(request);
        terms.addArray().add("Sport").add("Europe > EU");
        var changed = publish(request);

        assertThat(told.path("settings")).isEqualTo(json.readTree("""
                        {"taxonomies": {"category": [["Sport"], ["News", "Europe > EU"]]}}
                        """));
        assertThat(again.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(changed.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(revisions(first)).isEqualTo(2);
    }

    @Test
    void a_taxonomy_of_the_sites_own_is_carried_as_asked_for_also_on_a_page_and_without_terms() {
        var request = page();
        terms(request, "genre").addArray().add("Jazz").add("Bebop");
        settings(request).withObject("/taxonomies").putArray("mood");

        assertThat(message(publish(request)).path("settings")).isEqualTo(json.readTree("""
                        {"taxonomies": {"genre": [["Jazz", "Bebop"]], "mood": []}}
                        """));
    }

    @Test
    void terms_that_are_no_terms_are_refused_by_the_database_too() {
        var id = publish(story()).text("/publicationId");
        for (var bad :
                List.of("{}", "[]", "{\"category\": \"News\"}", "{\"category\": [\"News\"]}", "{\"category\": [[]]}")) {
            assertThatThrownBy(() ->
                            tables.sql("""
                            INSERT INTO publish_api.variant (id, story_id, placement, title, html, excerpt, visibility, sticky,
                              categories, tags, content_hash, stored_at, taxonomies)
                            SELECT gen_random_uuid(), story_id, placement, title, html, excerpt, visibility, sticky, categories, tags,
                              content_hash, stored_at, CAST(:bad AS jsonb) FROM publish_api.variant WHERE id =
                              (SELECT variant_id FROM publish_api.publish_job WHERE publication_id = CAST(:id AS uuid))
                            """).param("bad", bad).param("id", id).update())
                    .as(bad)
                    .hasMessageContaining("variant_taxonomies_check");
        }
    }

    @Test
    void a_parent_by_its_slug_or_its_story_is_carried_as_what_the_publisher_can_find() {
        var about = page().put("storyKey", "about-" + UUID.randomUUID());
        var parent = publish(about);
        var below = page().put("storyKey", "team-" + UUID.randomUUID());
        settings(below).put("parentStory", about.path("storyKey").stringValue());
        var bySlug = page().put("storyKey", "imprint-" + UUID.randomUUID());
        settings(bySlug).put("parentSlug", "company");

        var child = publish(below);

        assertThat(message(child).path("settings").path("parentPublication").stringValue())
                .isEqualTo(parent.text("/publicationId"));
        assertThat(message(publish(bySlug)).path("settings")).isEqualTo(json.readTree("{\"parentSlug\": \"company\"}"));
        assertThat(publish(below).text("/publicationId")).isEqualTo(child.text("/publicationId"));
        assertThat(revisions(child)).isOne();
    }

    @Test
    void a_parent_that_was_never_asked_for_and_a_ring_of_parents_are_refused() {
        var one = page().put("storyKey", "one-" + UUID.randomUUID());
        var other = page().put("storyKey", "other-" + UUID.randomUUID());
        settings(one).put("parentStory", other.path("storyKey").stringValue());
        assertThat(publish(one).text("/errors/0/code")).isEqualTo("UNKNOWN_PARENT");
        publish(other);
        publish(one);

        settings(other).put("parentStory", one.path("storyKey").stringValue());
        var ring = publish(other);
        settings(other).put("parentStory", other.path("storyKey").stringValue());
        var itself = publish(other);

        assertThat(ring.status()).isEqualTo(422);
        assertThat(ring.text("/errors/0/code")).isEqualTo("PARENT_CYCLE");
        assertThat(ring.text("/errors/0/pointer")).isEqualTo("/content/settings/parentStory");
        assertThat(itself.text("/errors/0/code")).isEqualTo("PARENT_CYCLE");
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused("/content/seo/title", "TOO_LONG", r -> seo(r).put("title", "a".repeat(301))),
                new Refused(
                        "/content/seo/description",
                        "FORBIDDEN_CHARACTER",
                        r -> seo(r).put("description", "two\nlines")),
                new Refused(
                        "/content/seo/canonical", "INVALID_CANONICAL", r -> seo(r).put("canonical", "/news/reopens")),
                new Refused(
                        "/content/seo/canonical",
                        "INVALID_CANONICAL",
                        r -> seo(r).put("canonical", "https://harbour.example/" + "a".repeat(2000))),
                new Refused("/content/seo/focusKeyword", "TOO_LONG", r -> seo(r).put("focusKeyword", "a".repeat(201))),
                new Refused(
                        "/content/ids/clusterId",
                        "TOO_LONG",
                        r -> content(r).putObject("ids").put("clusterId", "a".repeat(201))),
                new Refused(
                        "/content/ids/sectorId",
                        "FORBIDDEN_CHARACTER",
                        r -> content(r).putObject("ids").put("sectorId", "s\u0000")),
                new Refused(
                        "/content/settings/author",
                        "OUT_OF_RANGE",
                        r -> settings(r).put("author", 0)),
                new Refused("/content/featuredImage/url", "INVALID_IMAGE_URL", r -> image(r, "ftp://images.example/a")),
                new Refused(
                        "/content/featuredImage/url",
                        "INVALID_IMAGE_URL",
                        r -> image(r, "https://me:it@images.example/a")),
                new Refused(
                        "/content/featuredImage/alt",
                        "TOO_LONG",
                        r -> image(r, "https://images.example/a").put("alt", "a".repeat(1001))),
                new Refused(
                        "/content/settings/parent",
                        "NOT_ON_A_POST",
                        r -> settings(r).put("parent", 4)),
                new Refused(
                        "/content/settings/parentStory",
                        "NOT_ON_A_POST",
                        r -> settings(r).put("parentStory", "about")),
                new Refused(
                        "/content/settings/parent",
                        "PARENT_TWICE",
                        r -> settings(r).put("parent", 4).put("parentSlug", "about")),
                new Refused(
                        "/content/settings/parentSlug",
                        "INVALID_SLUG",
                        r -> settings(r).put("parentSlug", "../about")),
                new Refused(
                        "/content/settings/parentStory",
                        "OUT_OF_RANGE",
                        r -> settings(r).put("parentStory", " ")),
                new Refused(
                        "/content/settings/format",
                        "UNKNOWN_WORD",
                        r -> settings(r).put("format", "poem")),
                new Refused(
                        "/content/settings/pingStatus",
                        "UNKNOWN_WORD",
                        r -> settings(r).put("pingStatus", "on")),
                new Refused(
                        "/content/settings/commentStatus",
                        "UNKNOWN_WORD",
                        r -> settings(r).put("commentStatus", "")),
                new Refused(
                        "/content/settings/template",
                        "INVALID_TEMPLATE",
                        r -> settings(r).put("template", "../wp-config.php")),
                new Refused(
                        "/content/settings/taxonomies/post_tag",
                        "UNKNOWN_TAXONOMY",
                        r -> terms(r, "post_tag").add("Jazz")),
                new Refused(
                        "/content/settings/taxonomies/..~1posts",
                        "UNKNOWN_TAXONOMY",
                        r -> terms(r, "../posts").add("Jazz")),
                new Refused(
                        "/content/settings/taxonomies/category/1",
                        "OUT_OF_RANGE",
                        r -> terms(r, "category")
                                .add("News")
                                .addArray()
                                .add("News")
                                .add(" ")),
                new Refused(
                        "/content/settings/taxonomies/category/0",
                        "OUT_OF_RANGE",
                        r -> terms(r, "category").addArray()),
                new Refused("/content/settings/taxonomies/category/0", "OUT_OF_RANGE", r -> {
                    var way = terms(r, "category").addArray();
                    Stream.of("a", "b", "c", "d", "e", "f").forEach(way::add);
                }),
                new Refused("/content/settings/taxonomies", "TOO_LONG", r -> {
                    var all = terms(r, "category");
                    for (var index = 0; index <= 100; index++) {
                        all.add("t" + index);
                    }
                }),
                new Refused("/content/settings/taxonomies/category", "NOT_ON_A_PAGE", r -> {
                    r.put("placement", "page");
                    content(r).remove("categories");
                    content(r).remove("tags");
                    terms(r, "category").add("News");
                }),
                new Refused("/content/settings/format", "NOT_ON_A_PAGE", r -> {
                    r.put("placement", "page");
                    content(r).remove("categories");
                    content(r).remove("tags");
                    settings(r).put("format", "aside");
                }),
                new Refused(
                        "/content/sticky",
                        "STICKY_WITH_PASSWORD",
                        r -> content(r).put("sticky", true).put("password", "readers")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_no_site_can_do_is_refused_at_the_door(Refused refused) {
        var request = story();
        refused.spoil().accept(request);

        var answer = publish(request);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo(refused.pointer());
        assertThat(answer.text("/errors/0/code")).isEqualTo(refused.code());
    }

    private ObjectNode page() {
        var page = story().put("placement", "page");
        content(page).remove("categories");
        content(page).remove("tags");
        return page;
    }

    private static ObjectNode image(ObjectNode request, String url) {
        return content(request).putObject("featuredImage").put("url", url);
    }

    private static ObjectNode seo(ObjectNode request) {
        return content(request).putObject("seo");
    }

    private static ArrayNode terms(ObjectNode request, String taxonomy) {
        return settings(request).putObject("taxonomies").putArray(taxonomy);
    }

    private static ObjectNode settings(ObjectNode request) {
        return content(request).withObject("/settings");
    }

    private JsonNode message(Response accepted) {
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return json.readTree(tables.sql("SELECT payload FROM publish_api.outbox WHERE message_key = :key")
                        .param("key", accepted.text("/publicationId"))
                        .query(String.class)
                        .single())
                .path("variant");
    }

    private long revisions(Response accepted) {
        return tables.sql("SELECT count(*) FROM publish_api.publish_job WHERE publication_id = :id")
                .param("id", UUID.fromString(accepted.text("/publicationId")))
                .query(Long.class)
                .single();
    }
}
