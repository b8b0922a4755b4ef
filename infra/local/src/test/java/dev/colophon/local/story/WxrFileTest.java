package dev.colophon.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WxrFileTest {

    private static final String UPLOADS = "https://gazette.example/blog/wp-content/uploads/";
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final StoryFiles files = new StoryFiles(InstantSource.fixed(NOW));

    @TempDir
    private Path folder;

    @Test
    void a_post_is_taken_with_all_that_a_job_can_carry() throws Exception {
        var story = sample("wxr-gazette.example-11");

        assertThat(story.placement()).isEqualTo(Placement.POST);
        assertThat(story.publishAt()).isNull();
        assertThat(story.content().title()).isEqualTo("Ships & <em>tides</em> ⚓");
        assertThat(story.content().html())
                .isEqualTo("<!-- wp:paragraph -->\n<p>One &amp; two.</p>\n<!-- /wp:paragraph -->");
        assertThat(story.content().excerpt()).isEqualTo("In short.");
        assertThat(story.content().slug()).isEqualTo("ships-and-tides");
        assertThat(story.content().date()).isEqualTo(Instant.parse("2020-03-02T09:30:00Z"));
        assertThat(story.content().visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(story.content().password()).isEqualTo("tide");
        assertThat(story.content().sticky())
                .as("WordPress takes none with a password")
                .isFalse();
        assertThat(sample("wxr-gazette.example-19").content().sticky()).isTrue();
        assertThat(story.content().categories()).containsExactly("Tips & tides", "Ring");
        assertThat(story.content().tags()).containsExactly("ships");
    }

    @Test
    void a_page_carries_no_terms_and_a_slug_in_another_script_is_left_to_the_api() throws Exception {
        var page = sample("wxr-gazette.example-12");

        assertThat(page.placement()).isEqualTo(Placement.PAGE);
        assertThat(page.content().slug()).isNull();
        assertThat(page.content().categories()).isEmpty();
        assertThat(page.content().sticky()).isFalse();
    }

    @Test
    void a_future_post_becomes_a_scheduled_one() throws Exception {
        var later = sample("wxr-gazette.example-13");

        assertThat(later.publishAt()).isEqualTo(Instant.parse("2030-01-01T12:00:00Z"));
        assertThat(later.content().date()).isNull();
        assertThat(later.content().visibility()).isEqualTo(Visibility.PUBLIC);
    }

    @Test
    void a_future_post_whose_time_has_come_is_public_under_its_date() throws Exception {
        var due = sample("wxr-gazette.example-14");

        assertThat(due.publishAt()).isNull();
        assertThat(due.content().date()).isEqualTo(Instant.parse("2015-01-01T12:00:00Z"));
    }

    @Test
    void a_draft_stays_one_and_zeroes_are_no_date() throws Exception {
        var draft = sample("wxr-gazette.example-15");

        assertThat(draft.content().visibility()).isEqualTo(Visibility.DRAFT);
        assertThat(draft.content().date()).isNull();
        assertThat(draft.content().slug()).isNull();
        assertThat(draft.label()).isEqualTo("wxr-gazette.example-15");
    }

    @Test
    void a_private_post_stays_one() throws Exception {
        assertThat(sample("wxr-gazette.example-16").content().visibility()).isEqualTo(Visibility.PRIVATE);
    }

    @Test
    void a_format_and_what_readers_may_add_are_carried_where_the_export_tells() throws Exception {
        assertThat(sample("wxr-gazette.example-11").content().settings())
                .isEqualTo(new PostSettings(
                        "closed", "open", "aside", null, List.of(List.of("Trade & craft", "Fish", "Eels"))));
        assertThat(sample("wxr-gazette.example-13").content().settings()).isEqualTo(PostSettings.NONE);
    }

    @Test
    void the_featured_image_is_the_attachment_with_what_is_said_of_it_though_it_comes_later() throws Exception {
        var images = sample("wxr-gazette.example-11").content().images();

        assertThat(images)
                .isEqualTo(new PostImages(new Image(UPLOADS + "ships.png", "Two ships", "At anchor."), List.of()));
    }

    @Test
    void the_images_of_the_library_that_an_html_names_come_along_in_every_size_under_the_address_that_it_has()
            throws Exception {
        var images = sample("wxr-gazette.example-19").content().images();

        assertThat(images.featured()).isNull();
        assertThat(images.inline())
                .containsExactly(
                        new Image(UPLOADS + "2020/03/cranes.jpg", "Cranes at work", null),
                        new Image(UPLOADS + "2020/03/cranes-300x200.jpg?a=1&b=2", "Cranes at work", null),
                        new Image(UPLOADS + "2020/03/cranes-300x200.jpg", "Cranes at work", null),
                        new Image(UPLOADS + "lost.png", null, null));
    }

    @Test
    void what_is_left_out_is_told() throws Exception {
        var read = files.read(resource());

        assertThat(read.stories()).hasSize(7);
        assertThat(read.remarks())
                .containsExactlyInAnyOrder(
                        "skipped: post 'Unsaved' (id 18) is auto-draft, which is none of public, private and draft",
                        "not carried over: 1 comments",
                        "not carried over: 1 attachments without an address",
                        "not carried over: 1 authors of stories",
                        "not carried over: 1 descriptions of terms",
                        "not carried over: 1 slugs of terms",
                        "not carried over: 1 terms that no story has",
                        "not carried over: 1 featured images that the export does not hold",
                        "not carried over: 1 files that are no images",
                        "not carried over: 1 files that no post shows",
                        "not carried over: 1 galleries that name their images by ids",
                        "not carried over: 1 images of other sites",
                        "not carried over: 1 images that are a background in a style",
                        "not carried over: 1 page parents",
                        "not carried over: 1 stickiness of posts with a password",
                        "not carried over: 1 terms of pages");
    }

    @Test
    void pages_come_after_those_that_they_stand_under_and_a_parent_that_is_none_is_told() throws Exception {
        var export =
                write(channel(page(21, 22) + page(22, 23) + page(23, 0) + page(24, 99) + page(25, 26) + page(26, 25)));

        var read = files.read(export);

        assertThat(read.stories().stream().map(Story::key))
                .containsExactly(
                        "wxr-gazette.example-23",
                        "wxr-gazette.example-24",
                        "wxr-gazette.example-25",
                        "wxr-gazette.example-26",
                        "wxr-gazette.example-22",
                        "wxr-gazette.example-21");
        assertThat(read.stories().getLast().content().settings().parentStory()).isEqualTo("wxr-gazette.example-22");
        assertThat(read.stories().subList(0, 4))
                .allMatch(story -> story.content().settings().parentStory() == null);
        assertThat(read.remarks()).containsExactly("not carried over: 3 page parents");
        assertThat(read.stories()
                        .getLast()
                        .at(Placement.POST)
                        .content()
                        .settings()
                        .parentStory())
                .isNull();
    }

    private static String channel(String items) {
        return "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>"
                + "<wp:base_blog_url>http://gazette.example</wp:base_blog_url>" + items + "</channel></rss>";
    }

    private static String page(int id, int parent) {
        return ("<item><title>Page</title><wp:post_id>%d</wp:post_id><wp:post_type>page</wp:post_type>"
                        + "<wp:status>publish</wp:status><wp:post_parent>%d</wp:post_parent></item>")
                .formatted(id, parent);
    }

    @Test
    void a_document_type_is_refused_and_no_entity_is_read_from_a_file() throws Exception {
        var secret = Files.writeString(folder.resolve("secret.txt"), "hunter2");
        var attack = write(
                "<!DOCTYPE rss [<!ENTITY file SYSTEM \"%s\">]><rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><item><title>&file;</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"
                        .formatted(secret.toUri()));

        assertThatThrownBy(() -> files.read(attack))
                .isInstanceOf(UnreadableStory.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void entities_that_multiply_are_refused() throws Exception {
        var bomb = write(
                "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><item><title>&b;</title></item></channel></rss>");

        assertThatThrownBy(() -> files.read(bomb)).isInstanceOf(UnreadableStory.class);
    }

    @Test
    void broken_xml_is_refused_with_its_line() throws Exception {
        var broken = write("<rss>\n<channel>\n<item></rss>");

        assertThatThrownBy(() -> files.read(broken))
                .isInstanceOf(UnreadableStory.class)
                .hasMessageContaining("broken.xml")
                .hasMessageContaining("3");
    }

    @Test
    void other_xml_is_refused() throws Exception {
        var feed = write("<rss><channel><title>A feed</title><item><title>x</title></item></channel></rss>");

        assertThatThrownBy(() -> files.read(feed))
                .isInstanceOf(UnreadableStory.class)
                .hasMessageContaining("no WordPress export");
    }

    private Story sample(String key) throws Exception {
        return files.read(resource()).stories().stream()
                .filter(story -> story.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Path resource() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(WxrFileTest.class.getResource("small-export.xml"))
                .toURI());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("broken.xml"), text);
    }
}
