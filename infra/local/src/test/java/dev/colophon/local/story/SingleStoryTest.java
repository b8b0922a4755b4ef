package dev.colophon.local.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SingleStoryTest {

    private final StoryFiles files = new StoryFiles(InstantSource.fixed(Instant.EPOCH));

    @TempDir
    private Path folder;

    @Test
    void front_matter_says_everything_that_a_job_can_carry() throws Exception {
        var story = markdown("""
                ---
                title: "Tides: a story ⚓"
                story_key: tides
                slug: tides-a-story
                date: 2026-03-01 09:30:00
                publish_at: 2030-01-01T00:00:00+01:00
                excerpt: In short
                categories: [Local news, "Tips & tides"]
                tags: ships, ferries
                placement: story
                visibility: draft
                password: 0042
                sticky: true
                ---
                Text.
                """);

        assertThat(story.key()).isEqualTo("tides");
        assertThat(story.placement()).isEqualTo(Placement.STORY);
        assertThat(story.publishAt()).isEqualTo(Instant.parse("2029-12-31T23:00:00Z"));
        assertThat(story.content().title()).isEqualTo("Tides: a story ⚓");
        assertThat(story.content().slug()).isEqualTo("tides-a-story");
        assertThat(story.content().date()).isEqualTo(Instant.parse("2026-03-01T09:30:00Z"));
        assertThat(story.content().categories()).containsExactly("Local news", "Tips & tides");
        assertThat(story.content().tags()).containsExactly("ships", "ferries");
        assertThat(story.content().visibility()).isEqualTo(Visibility.DRAFT);
        assertThat(story.content().password()).isEqualTo("0042");
        assertThat(story.content().sticky()).isTrue();
        assertThat(story.content().html()).isEqualTo("<p>Text.</p>");
    }

    @Test
    void without_front_matter_the_first_heading_is_the_title_and_the_file_name_the_key() throws Exception {
        var story = markdown("# The *harbour* reopens\n\nShips return.\n");

        assertThat(story.key()).isEqualTo("story");
        assertThat(story.content().title()).contains("harbour").doesNotContain("#");
        assertThat(story.content().html()).isEqualTo("<p>Ships return.</p>");
    }

    @Test
    void a_heading_stays_in_the_text_when_the_title_is_elsewhere() throws Exception {
        var story = markdown("---\ntitle: T\n---\n# Heading\n");

        assertThat(story.content().html()).isEqualTo("<h1>Heading</h1>");
    }

    @Test
    void block_markup_in_html_is_taken_byte_for_byte() throws Exception {
        var block =
                "<!-- wp:paragraph {\"dropCap\":true} -->\n<p class=\"a\">Ä &amp; 😀<br></p>\n<!-- /wp:paragraph -->";

        var story = read("story.html", "---\ntitle: T\n---\n" + block + "\n");

        assertThat(story.content().html()).isEqualTo(block);
    }

    @Test
    void of_a_whole_document_the_body_and_the_title_are_taken() throws Exception {
        var story = read(
                "story.html",
                "<!doctype html><html><head><title>A &amp; B</title><script>x()</script></head><body><p>Text</p></body></html>");

        assertThat(story.content().title()).isEqualTo("A & B");
        assertThat(story.content().html()).isEqualTo("<p>Text</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF---\ntitle: T\n---\nText", "---\r\ntitle: T\r\n---\r\nText", "---\ntitle: T\n---"})
    void byte_order_mark_and_line_ends_of_other_systems_do_no_harm(String text) throws Exception {
        assertThat(markdown(text).content().title()).isEqualTo("T");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "titel: x             | does not know 'titel'",
                "visibility: secret   | none of public, draft",
                "placement: leaflet   | is none of post, page",
                "date: tomorrow       | is no date",
                "sticky: perhaps      | neither true nor false",
                "slug: Ünïcode        | slug",
                "slug: colophon-x     | slug",
                "title: [a, b]        | must be one value",
                "title: 'never closed | not YAML",
                "just words           | not a list of",
            })
    void a_mistake_in_the_front_matter_is_named(String line, String expected) throws Exception {
        var file = write("story.md", "---\n" + line + "\n---\nText");

        assertThatThrownBy(() -> files.read(file))
                .isInstanceOf(UnreadableStory.class)
                .hasMessageContaining("story.md")
                .hasMessageContaining(expected);
    }

    @Test
    void front_matter_that_never_ends_is_a_mistake_and_no_text() throws Exception {
        var file = write("story.md", "---\ntitle: T\nText");

        assertThatThrownBy(() -> files.read(file)).hasMessageContaining("no closing line");
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() throws Exception {
        var file = Files.write(folder.resolve("story.md"), "Größe".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> files.read(file)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void what_is_no_story_file_is_refused_with_the_way_out() throws Exception {
        var image = write("photo.jpeg", "x");

        assertThatThrownBy(() -> files.read(image)).hasMessageContaining(".md");
        assertThatThrownBy(() -> files.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> files.read(folder.resolve("absent.md"))).hasMessageContaining("no such file");
    }

    private Story markdown(String text) throws Exception {
        return read("story.md", text);
    }

    private Story read(String name, String text) throws Exception {
        return files.read(write(name, text)).stories().getFirst();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
