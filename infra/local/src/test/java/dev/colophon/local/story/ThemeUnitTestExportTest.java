package dev.colophon.local.story;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.colophon.testkit.RepositoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real export of 78 posts and pages, which is not part of the repository. */
final class ThemeUnitTestExportTest {

    private static final Path EXPORT = RepositoryFiles.root().resolve("../shared/data/theme-unit-test.wxr.xml");
    private static final StoryFiles FILES = new StoryFiles(InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));

    @BeforeEach
    void needs_the_export() {
        assumeTrue(Files.isReadable(EXPORT), "skipped: the theme unit test export is not at ../shared/data");
    }

    @Test
    void every_post_and_page_becomes_a_story_of_its_kind() throws Exception {
        var stories = FILES.read(EXPORT).stories();

        assertThat(stories).hasSize(79);
        assertThat(stories.stream().map(Story::key).distinct()).hasSize(79);
        assertThat(stories.stream().collect(groupingBy(Story::placement, counting())))
                .containsEntry(Placement.POST, 58L)
                .containsEntry(Placement.PAGE, 21L);
        assertThat(drafts(stories)).hasSize(1);
        assertThat(stories.stream().filter(story -> story.publishAt() != null)).hasSize(1);
    }

    @Test
    void its_odd_ones_are_taken_as_they_are() throws Exception {
        var stories = FILES.read(EXPORT).stories();

        assertThat(story(stories, 1169).content().title()).isEmpty();
        assertThat(story(stories, 1170).content().html()).isEmpty();
        assertThat(story(stories, 1168).content().password()).isEqualTo("enter");
        assertThat(story(stories, 1811).content().slug()).isNull();
        assertThat(story(stories, 1241).content().sticky()).isTrue();
        assertThat(story(stories, 1752).content().html()).hasSizeGreaterThan(30_000);
        var everywhere = story(stories, 1152).content();
        assertThat(everywhere.categories()).hasSizeGreaterThan(40);
        assertThat(everywhere.categories().size()
                        + everywhere.settings().categories().size())
                .isEqualTo(63);
        assertThat(everywhere.settings().categories())
                .contains(List.of("Parent", "Child 1", "Child 2"), List.of("Foo Parent", "Foo A"));
    }

    @Test
    void formats_and_what_readers_may_add_are_carried() throws Exception {
        var contents = FILES.read(EXPORT).stories().stream().map(Story::content).toList();

        assertThat(contents.stream().filter(content -> content.settings().format() != null))
                .hasSize(13);
        assertThat(contents)
                .allSatisfy(content ->
                        assertThat(content.settings().commentStatus()).isIn("open", "closed"));
        assertThat(FILES.read(EXPORT).remarks()).noneMatch(remark -> remark.contains("post formats"));
    }

    @Test
    void pages_stand_under_their_parents_and_come_after_them() throws Exception {
        var stories = FILES.read(EXPORT).stories();
        var keys = stories.stream().map(Story::key).toList();
        var below = stories.stream()
                .filter(story -> story.content().settings().parentStory() != null)
                .toList();

        assertThat(below).isNotEmpty();
        assertThat(below)
                .allSatisfy(story -> assertThat(keys.indexOf(story.key()))
                        .isGreaterThan(keys.indexOf(story.content().settings().parentStory())));
        assertThat(FILES.read(EXPORT).remarks()).noneMatch(remark -> remark.contains("page parents"));
    }

    @Test
    void its_images_come_along_but_for_what_is_told() throws Exception {
        var read = FILES.read(EXPORT);
        var images =
                read.stories().stream().map(story -> story.content().images()).toList();

        assertThat(images.stream().filter(one -> one.featured() != null)).hasSize(6);
        assertThat(images.stream().filter(one -> !one.inline().isEmpty())).hasSizeGreaterThan(9);
        assertThat(images.stream().flatMap(PostImages::all).map(Image::url))
                .allMatch(url -> url.matches(".*\\.(jpg|gif)(\\?.*)?"));
        assertThat(read.remarks())
                .contains(
                        "not carried over: 12 galleries that name their images by ids",
                        "not carried over: 3 images beyond the first 30 of a post",
                        "not carried over: 5 files that are no images");
    }

    @Test
    void what_it_says_of_authors_and_terms_beside_their_names_is_told() throws Exception {
        assertThat(FILES.read(EXPORT).remarks())
                .contains(
                        "not carried over: 79 authors of stories",
                        "not carried over: 29 descriptions of terms",
                        "not carried over: 21 slugs of terms",
                        "not carried over: 51 terms that no story has");
    }

    private static List<Story> drafts(List<Story> stories) {
        return stories.stream()
                .filter(story -> story.content().visibility() == Visibility.DRAFT)
                .toList();
    }

    private static Story story(List<Story> stories, int id) {
        return stories.stream()
                .filter(story -> story.key().endsWith("-" + id))
                .findFirst()
                .orElseThrow();
    }
}
