package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Terms: get-or-create in one call, with names that come back as HTML. */
interface TermContract extends OnSite {

    @Test
    default void a_term_that_exists_is_refused_with_its_id_whatever_the_case_of_its_ascii_letters() {
        for (String terms : List.of(CATEGORIES, TAGS)) {
            String name = "Press " + fresh();
            Reply created = editor().post(terms, Map.of("name", name));

            assertThat(created.status()).isEqualTo(201);
            for (String again : List.of(name, name.toUpperCase(java.util.Locale.ROOT), "  " + name + " ")) {
                Reply refused = editor().post(terms, Map.of("name", again));

                assertRefused(refused, 400, "term_exists");
                assertThat(refused.json().path("data").path("term_id").asLong()).isEqualTo(created.id());
            }
        }
    }

    @Test
    default void names_that_differ_by_an_accent_or_a_sign_are_terms_of_their_own_with_numbered_slugs() {
        String mark = fresh();
        Reply accented = editor().post(TAGS, Map.of("name", "Café " + mark));
        Reply plain = editor().post(TAGS, Map.of("name", "Cafe " + mark));
        Reply upper = editor().post(TAGS, Map.of("name", "CAFÉ " + mark));

        assertThat(accented.field("slug")).isEqualTo("cafe-" + mark);
        assertThat(plain.field("slug")).isEqualTo("cafe-" + mark + "-2");
        assertThat(upper.field("slug")).isEqualTo("cafe-" + mark + "-3");
    }

    @Test
    default void a_name_is_stored_as_html_without_tags() {
        String mark = fresh();

        assertThat(editor().post(CATEGORIES, Map.of("name", "R&D " + mark)).field("name"))
                .isEqualTo("R&amp;D " + mark);
        assertThat(editor().post(TAGS, Map.of("name", "<b>Bold</b>  " + mark)).field("name"))
                .isEqualTo("Bold " + mark);
        assertRefused(editor().post(CATEGORIES, Map.of("name", "R&D " + mark)), 400, "term_exists");
    }

    @Test
    default void one_name_may_be_a_category_and_a_tag() {
        String name = fresh();

        Reply category = editor().post(CATEGORIES, Map.of("name", name));
        Reply tag = editor().post(TAGS, Map.of("name", name));

        assertThat(tag.status()).isEqualTo(201);
        assertThat(tag.field("slug")).isEqualTo(category.field("slug"));
        assertThat(tag.field("taxonomy")).isEqualTo("post_tag");
        assertThat(tag.id()).isNotEqualTo(category.id());
        assertRefused(editor().get(CATEGORIES + "/" + tag.id()), 404, "rest_term_invalid");
    }

    @Test
    default void one_name_under_two_parents_is_two_categories_and_a_repeat_is_refused_with_the_one_of_its_parent() {
        String mark = fresh();
        String news = child("News " + mark, 0).field("id");
        String sport = child("Sport " + mark, 0).field("id");
        Reply inNews = child("Europe " + mark, Long.parseLong(news));
        Reply inSport = child("Europe " + mark, Long.parseLong(sport));
        Reply onTop = editor().post(CATEGORIES, Map.of("name", "Europe " + mark));

        assertThat(inNews.field("parent")).isEqualTo(news);
        assertThat(inSport.field("parent")).isEqualTo(sport);
        assertThat(onTop.field("parent")).isEqualTo("0");
        assertThat(List.of(inNews.id(), inSport.id(), onTop.id())).doesNotHaveDuplicates();
        assertThat(inNews.field("slug")).isEqualTo("europe-" + mark);
        assertThat(inSport.field("slug")).isEqualTo("europe-" + mark + "-sport-" + mark);
        Reply again = child("Europe " + mark, Long.parseLong(sport));
        assertRefused(again, 400, "term_exists");
        assertThat(again.json().path("data").path("term_id").asLong()).isEqualTo(inSport.id());
    }

    @Test
    default void no_term_can_stand_under_one_that_is_not_there_and_no_tag_under_any() {
        long tag = editor().post(TAGS, Map.of("name", fresh())).id();

        assertRefused(child(fresh(), 99_999_999), 400, "rest_term_invalid");
        assertRefused(child(fresh(), tag), 400, "rest_term_invalid");
        assertRefused(
                editor().post(TAGS, Map.of("name", fresh(), "parent", tag)), 400, "rest_taxonomy_not_hierarchical");
    }

    @Test
    default void what_stood_under_a_deleted_category_moves_up_and_keeps_its_id() {
        long news = child("News " + fresh(), 0).id();
        long europe = child("Europe " + fresh(), news).id();

        assertThat(editor().delete(CATEGORIES + "/" + news + "?force=true").status())
                .isEqualTo(200);

        assertThat(editor().get(CATEGORIES + "/" + europe).field("parent")).isEqualTo("0");
        assertRefused(child(fresh(), news), 400, "rest_term_invalid");
    }

    private Reply child(String name, long parent) {
        return editor().post(CATEGORIES, Map.of("name", name, "parent", parent));
    }

    @Test
    default void a_term_without_a_name_is_refused() {
        Reply refused = editor().post(TAGS, Map.of());

        assertRefused(refused, 400, "rest_missing_callback_param");
        assertThat(refused.json().path("data").path("params").toString()).isEqualTo("[\"name\"]");
    }

    @Test
    default void an_author_may_make_tags_but_no_categories() {
        assertThat(author().post(TAGS, Map.of("name", fresh())).status()).isEqualTo(201);
        assertRefused(author().post(CATEGORIES, Map.of("name", fresh())), 403, "rest_cannot_create");
    }

    @Test
    default void terms_are_found_by_slug_and_by_a_part_of_their_name() {
        String name = fresh();
        long id = editor().post(CATEGORIES, Map.of("name", name)).id();

        assertThat(editor().get(CATEGORIES + "?slug=" + name).each("id")).containsExactly(Long.toString(id));
        assertThat(stranger().get(CATEGORIES + "?search=" + name.substring(3)).each("id"))
                .containsExactly(Long.toString(id));
    }

    @Test
    default void a_post_shows_its_terms() {
        long category = editor().post(CATEGORIES, Map.of("name", fresh())).id();
        long tag = editor().post(TAGS, Map.of("name", fresh())).id();
        Map<String, Object> story = story(fresh(), "publish", "categories", List.of(category));
        story.put("tags", List.of(tag, 99_999_999));

        long post = editor().post(POSTS, story).id();

        assertThat(read(post).ids("categories")).containsExactly(category);
        assertThat(read(post).ids("tags")).containsExactly(tag);
        assertThat(editor().get(POSTS + "?categories=" + category).each("id")).containsExactly(Long.toString(post));
    }
}
