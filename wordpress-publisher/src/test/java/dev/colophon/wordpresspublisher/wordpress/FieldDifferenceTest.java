package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.protocol.SeenFields;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Contents;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FieldDifferenceTest {

    private static final Slot SLOT = new Slot(new PublicationId(new UUID(1, 1)), 1);
    private static final SeenFields AS_ASKED = new SeenFields(
            "T", "E", "2020-01-02T03:04:05", "pw", false, 3L, "closed", "open", "aside", "wide.php", null, null);

    @Test
    void a_post_as_it_was_asked_for_has_no_difference() {
        assertThat(differences(AS_ASKED, "<p>x</p>", "slug", SeenStatus.PUBLISH))
                .isEmpty();
    }

    @Test
    void every_field_that_the_site_shows_otherwise_is_named_once_and_the_password_is_not_told() {
        var shown = new SeenFields(
                "t", "", "2020-01-02T03:04:06", "", true, 1L, "open", "closed", "standard", "", null, null);

        var found = differences(shown, "<p>filtered</p>", "slug-2", SeenStatus.PRIVATE);

        assertThat(found)
                .extracting(FieldDifference::field)
                .containsExactly(
                        "title",
                        "html",
                        "excerpt",
                        "sticky",
                        "slug",
                        "date",
                        "visibility",
                        "password",
                        "author",
                        "commentStatus",
                        "pingStatus",
                        "template",
                        "format");
        assertThat(found).extracting(FieldDifference::code).contains("WP_SLUG_CHANGED", "WP_CONTENT_CHANGED");
        assertThat(found.toString()).doesNotContain("pw");
    }

    @Test
    void what_a_site_may_have_no_place_for_is_told_where_it_shows_nothing_of_it() {
        var nothing = new SeenFields(null, null, null, null, null, null, null, null, null, null, null, null);

        var found = differences(nothing, "<p>x</p>", "slug", SeenStatus.PUBLISH);

        assertThat(found)
                .extracting(FieldDifference::field)
                .containsExactly("excerpt", "author", "commentStatus", "pingStatus", "format");
        assertThat(found).extracting(FieldDifference::code).containsOnly("WP_FIELD_NOT_APPLIED");
        assertThat(found.getFirst().detail()).isEqualTo("Asked for 'E', the site shows no such field of this post.");
    }

    @Test
    void a_page_has_neither_excerpt_nor_format_and_says_so() {
        var page = FieldDifference.of(
                content(),
                SLOT,
                PostKind.stock(Placement.PAGE),
                seen(AS_ASKED, "<p>x</p>", "slug", SeenStatus.PUBLISH));

        assertThat(page).extracting(FieldDifference::field).containsExactly("excerpt", "format");
    }

    @Test
    void a_long_value_is_cut_between_characters() {
        String anchors = "⚓😀".repeat(300);
        var shown = new SeenFields(anchors, "E", null, null, null, 3L, "closed", "open", "aside", null, null, null);

        assertThat(differences(shown, "<p>x</p>", "slug", SeenStatus.PUBLISH))
                .singleElement()
                .satisfies(title -> assertThat(title.detail())
                        .hasSizeLessThan(500)
                        .endsWith("…'.")
                        .doesNotMatch(".*[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF]).*"));
    }

    @Test
    void what_the_site_shows_is_told_in_one_line_that_drives_nothing() {
        String hostile = "T\u0000\r\n\u001b[2J\u202e\ud83d";
        var shown = new SeenFields(hostile, "E", null, null, null, 3L, "closed", "open", "aside", null, null, null);

        assertThat(differences(shown, "<p>x</p>", "slug", SeenStatus.PUBLISH))
                .singleElement()
                .satisfies(
                        title -> assertThat(title.detail()).isEqualTo("Asked for 'T', the site shows 'T    [2J  '."));
    }

    private static List<FieldDifference> differences(SeenFields shown, String html, String slug, SeenStatus status) {
        return FieldDifference.of(content(), SLOT, PostKind.stock(Placement.POST), seen(shown, html, slug, status));
    }

    private static SeenPost seen(SeenFields shown, String html, String slug, SeenStatus status) {
        return new SeenPost(new PostId(7), status, slug, "https://x/", SeenPosts.hash(SLOT.marked(html)), true, shown);
    }

    private static Content content() {
        return Contents.of(
                new UUID(0, 1),
                "T",
                "<p>x</p>",
                "E",
                "slug",
                Instant.parse("2020-01-02T03:04:05.678Z"),
                Visibility.PUBLIC,
                "pw",
                false,
                List.of(),
                List.of(),
                new PostSettings(null, 3L, "closed", "open", "aside", "wide.php", null, null, null, null),
                null);
    }
}
