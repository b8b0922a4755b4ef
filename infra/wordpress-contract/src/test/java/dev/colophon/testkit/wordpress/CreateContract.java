package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a new post: much is changed or dropped without a word, so a publisher reads back what it sent. */
interface CreateContract extends OnSite {

    @Test
    default void a_create_answers_with_the_posts_address_and_what_was_stored() {
        String slug = fresh();

        Reply created = editor().post(POSTS, story(slug, "publish"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.id()).isPositive();
        assertThat(created.header("Location"))
                .isEqualTo(site().rest(item(created.id())).toString());
        assertThat(created.field("slug")).isEqualTo(slug);
        assertThat(created.field("status")).isEqualTo("publish");
        assertThat(created.field("type")).isEqualTo("post");
        assertThat(created.field("link")).isEqualTo(site().url() + "/" + slug + "/");
        assertThat(created.raw("content")).isEqualTo("<p>Content of " + slug + "</p>");
    }

    @Test
    default void only_the_fields_that_were_asked_for_come_back() {
        Reply created = editor().post(POSTS + "?_fields=id,slug,title.raw", story(fresh(), "draft"));

        assertThat(created.json().propertyNames()).containsExactlyInAnyOrder("id", "slug", "title");
        assertThat(created.json().path("title").propertyNames()).containsExactly("raw");
    }

    @Test
    default void a_taken_slug_gets_the_next_number_without_an_error_drafts_included() {
        String slug = fresh();
        draft(slug);

        Reply second = editor().post(POSTS, story(slug, "publish"));
        Reply third = editor().post(POSTS, story(slug, "draft"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.field("slug")).isEqualTo(slug + "-2");
        assertThat(third.field("slug")).isEqualTo(slug + "-3");
    }

    @Test
    default void a_page_and_a_post_may_have_one_slug_and_one_link() {
        String slug = fresh();
        Reply post = editor().post(POSTS, story(slug, "publish"));

        Reply page = editor().post(PAGES, story(slug, "publish"));

        assertThat(page.field("slug")).isEqualTo(slug);
        assertThat(page.field("link")).isEqualTo(post.field("link"));
    }

    @Test
    default void without_a_slug_a_draft_has_none_and_a_public_post_is_named_by_its_title() {
        String title = "Über & unter " + fresh();
        Reply draft = editor().post(POSTS, Map.of("title", title, "status", "draft"));

        assertThat(draft.field("slug")).isEmpty();

        Reply published = editor().post(item(draft.id()), Map.of("status", "publish"));
        assertThat(published.field("slug")).isEqualTo("uber-unter-" + title.substring(title.lastIndexOf(' ') + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "'Mixed Case_and.dots', mixed-case_and-dots",
        "'--dashes -- and  blanks--', dashes-and-blanks",
        "'Ärger, Öl & Ñandú', arger-ol-nandu",
        "'a/b–c', a-b-c",
        "'καλημέρα', %ce%ba%ce%b1%ce%bb%ce%b7%ce%bc%ce%ad%cf%81%ce%b1",
        "'100% <b>safe</b>', 100-safe"
    })
    default void odd_slugs_become_plain_ones(String asked, String plain) {
        String mark = fresh();

        String slug = editor().post(POSTS, story(mark + " " + asked, "draft")).field("slug");

        assertThat(slug).isEqualTo(mark + "-" + plain);
    }

    @Test
    default void a_slug_is_cut_at_200_and_a_number_alone_is_none() {
        String longSlug = fresh() + "a".repeat(250);

        assertThat(editor().post(POSTS, story(longSlug, "draft")).field("slug")).isEqualTo(longSlug.substring(0, 200));
        assertThat(editor().post(POSTS, story(longSlug, "draft")).field("slug"))
                .isEqualTo(longSlug.substring(0, 198) + "-2");
        assertThat(editor().post(POSTS, story("12345", "draft")).field("slug")).startsWith("12345-");
    }

    @Test
    default void a_draft_has_no_address_but_its_id_until_it_is_public() {
        String slug = fresh();
        Reply draft = editor().post(POSTS, story(slug, "draft"));
        String byId = site().url() + "/?p=" + draft.id();

        assertThat(draft.field("link")).isEqualTo(byId);
        assertThat(stranger().send("GET", "/?p=" + draft.id(), "").status()).isEqualTo(404);
        Reply published = editor().post(item(draft.id()), Map.of("status", "publish"));
        assertThat(published.field("link")).isEqualTo(site().url() + "/" + slug + "/");
        assertThat(published.raw("guid")).isEqualTo(byId);
        assertThat(stranger().send("GET", "/" + slug + "/", "").text()).contains("Content of " + slug);
    }

    @Test
    default void a_date_is_kept_from_draft_to_publication_and_read_as_utc_or_with_its_offset() {
        Reply draft = editor().post(POSTS, story(fresh(), "draft", "date_gmt", "2019-03-04T05:06:07"));

        assertThat(draft.field("date_gmt")).isEqualTo("2019-03-04T05:06:07");
        assertThat(editor().post(item(draft.id()), Map.of("status", "publish")).field("date_gmt"))
                .isEqualTo("2019-03-04T05:06:07");
        assertThat(editor().post(POSTS, story(fresh(), "draft", "date", "2019-03-04T05:06:07+02:00"))
                        .field("date_gmt"))
                .isEqualTo("2019-03-04T03:06:07");
    }

    @Test
    default void publish_with_a_future_date_is_only_scheduled_and_future_with_a_past_date_is_public() {
        Reply future = editor().post(POSTS, story(fresh(), "publish", "date_gmt", "2035-01-01T00:00:00"));
        Reply past = editor().post(POSTS, story(fresh(), "future", "date_gmt", "2019-01-01T00:00:00"));

        assertThat(future.field("status")).isEqualTo("future");
        assertThat(future.field("link")).isEqualTo(site().url() + "/?p=" + future.id());
        assertThat(past.field("status")).isEqualTo("publish");
        assertThat(site().publicPosts())
                .extracting(PublicPost::id)
                .contains(past.id())
                .doesNotContain(future.id());
    }

    @Test
    default void unknown_terms_fields_meta_and_media_are_dropped_without_a_word() {
        Map<String, Object> story = story(fresh(), "publish", "tags", List.of(99_999_999));
        story.put("categories", List.of(99_999_999));
        story.put("featured_media", 99_999_999);
        story.put("meta", Map.of("seo_title", "x"));
        story.put("no_such_field", true);

        Reply created = editor().post(POSTS, story);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.ids("tags")).isEmpty();
        assertThat(created.ids("categories")).isEmpty();
        assertThat(created.json().path("featured_media").asLong()).isZero();
        assertThat(created.json().path("meta").has("seo_title")).isFalse();
    }

    @Test
    default void a_post_without_a_category_gets_the_sites_default() {
        assertThat(editor().post(POSTS, story(fresh(), "draft")).ids("categories"))
                .containsExactly(1L);
    }

    @Test
    default void meta_of_a_wrong_type_is_refused_with_400_and_the_post_is_public_all_the_same() {
        String slug = fresh();

        Reply refused =
                editor().post(POSTS, story(slug, "publish", "meta", Map.of("footnotes", List.of("not a text"))));

        assertRefused(refused, 400, "rest_invalid_type");
        assertThat(lookUp(slug).each("status")).containsExactly("publish");
    }

    @Test
    default void an_id_in_the_body_is_refused_by_a_create_and_beats_the_address_of_an_update() {
        long one = draft(fresh());
        long other = draft(fresh());

        assertRefused(editor().post(POSTS, story(fresh(), "draft", "id", one)), 400, "rest_post_exists");
        assertThat(editor().post(item(one), Map.of("id", other, "title", "Hit")).id())
                .isEqualTo(other);
        assertThat(read(one).raw("title")).isNotEqualTo("Hit");
    }

    @Test
    default void a_post_without_any_content_is_refused_a_page_is_not() {
        assertRefused(editor().post(POSTS, Map.of("status", "publish")), 400, "empty_content");
        assertThat(editor().post(POSTS, Map.of("content", "<!-- a comment alone -->"))
                        .status())
                .isEqualTo(201);
        Reply page = editor().post(PAGES, Map.of("status", "publish"));
        assertThat(page.status()).isEqualTo(201);
        assertThat(page.field("slug")).isEqualTo(page.id() + "-2");
    }

    @Test
    default void a_body_that_is_not_json_is_not_read() {
        Rest plain = editor().with("Content-Type", "text/plain");
        Rest json = editor().with("Content-Type", "application/json");

        assertRefused(plain.send("POST", "/wp-json" + POSTS, "{\"title\":\"x\"}"), 400, "empty_content");
        assertRefused(json.send("POST", "/wp-json" + POSTS, "{\"title\":"), 400, "rest_invalid_json");
        assertRefused(json.send("POST", "/wp-json" + POSTS, "\"a text\""), 400, "empty_content");
    }

    @Test
    default void all_bad_values_are_named_at_once_and_nothing_is_stored() {
        String slug = fresh();
        Map<String, Object> story = story(slug, "bogus", "categories", "abc");
        story.put("sticky", "maybe");
        story.put("date", "2019-01-01");

        Reply refused = editor().post(POSTS, story);

        assertRefused(refused, 400, "rest_invalid_param");
        assertThat(refused.json().path("data").path("params").propertyNames())
                .containsExactlyInAnyOrder("status", "categories", "sticky", "date");
        assertThat(refused.json().at("/data/details/status/code").asString()).isEqualTo("rest_not_in_enum");
        assertThat(refused.json().at("/data/details/date/code").asString()).isEqualTo("rest_invalid_date");
        assertThat(lookUp(slug).json()).isEmpty();
    }

    @Test
    default void a_title_that_is_no_text_is_dropped_and_one_that_is_loses_its_outer_blanks() {
        assertThat(editor().post(POSTS, Map.of("title", 5, "content", "x")).raw("title"))
                .isEmpty();
        assertThat(editor().post(POSTS, Map.of("title", "  a b  ")).raw("title"))
                .isEqualTo("a b");
        assertThat(editor().post(POSTS, Map.of("title", Map.of("raw", "c"))).raw("title"))
                .isEqualTo("c");
    }

    @Test
    default void an_editors_html_is_stored_byte_for_byte() {
        String html =
                "<!-- colophon:1 g1 --><!-- wp:paragraph {\"a\":\"b\"} -->\r\n<p style=\"color:red\" onclick=\"x()\">"
                        + "Grüße 😀 &amp; & \\ \\\\ 'q' \"d\"</p>\n<!-- /wp:paragraph --><script>let a = 1 < 2;</script>"
                        + "<iframe src=\"https://example.org\"></iframe>\t ";

        Reply created = editor().post(POSTS, story(fresh(), "publish", "content", html));

        assertThat(read(created.id()).raw("content")).isEqualTo(html);
    }

    @Test
    default void an_authors_html_loses_its_scripts_but_keeps_comments_and_styles() {
        Map<String, Object> story = story(
                fresh(),
                "publish",
                "content",
                "<!-- colophon:1 --><p onclick=\"x()\" style=\"color:red\" data-a=\"b\">T</p><script>alert(1)</script>"
                        + "<iframe src=\"http://x\"></iframe>");
        story.put("title", "A & B");

        Reply created = author().post(POSTS, story);

        assertThat(created.raw("content"))
                .isEqualTo("<!-- colophon:1 --><p style=\"color:red\" data-a=\"b\">T</p>alert(1)");
        assertThat(created.raw("title")).isEqualTo("A &amp; B");
    }

    @Test
    default void only_the_edit_context_shows_what_was_stored() {
        long post = editor().post(POSTS, story(fresh(), "publish", "title", "A & B"))
                .id();

        Reply shown = stranger().get(item(post));

        assertThat(shown.json().path("title").path("rendered").asString()).isEqualTo("A &#038; B");
        assertThat(shown.json().path("title").has("raw")).isFalse();
        assertThat(read(post).raw("title")).isEqualTo("A & B");
    }

    @Test
    default void excerpt_password_and_stickiness_are_kept_and_a_hidden_post_cannot_be_sticky() {
        Map<String, Object> hidden = story(fresh(), "publish", "password", "secret");
        hidden.put("excerpt", "Short & good");
        Reply created = editor().post(POSTS, hidden);

        assertThat(created.raw("excerpt")).isEqualTo("Short & good");
        assertThat(created.field("password")).isEqualTo("secret");
        Reply shown = stranger().get(item(created.id()));
        assertThat(shown.json().path("content").path("rendered").asString()).isEmpty();
        assertThat(shown.json().path("content").path("protected").asBoolean()).isTrue();
        assertRefused(editor().post(item(created.id()), Map.of("sticky", true)), 400, "rest_invalid_field");
        assertThat(editor().post(POSTS, story(fresh(), "publish", "sticky", true))
                        .json()
                        .path("sticky")
                        .asBoolean())
                .isTrue();
    }

    @Test
    default void a_page_has_neither_terms_nor_stickiness_and_ignores_them() {
        Map<String, Object> story = story(fresh(), "publish", "categories", List.of(1));
        story.put("sticky", true);

        Reply page = editor().post(PAGES, story);

        assertThat(page.status()).isEqualTo(201);
        assertThat(page.field("type")).isEqualTo("page");
        assertThat(page.json().has("categories")).isFalse();
        assertThat(page.json().has("sticky")).isFalse();
        assertRefused(editor().get(item(page.id())), 404, "rest_post_invalid_id");
    }
}
