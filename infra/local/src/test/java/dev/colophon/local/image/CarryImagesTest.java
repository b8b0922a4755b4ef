package dev.colophon.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.local.story.Image;
import dev.colophon.local.story.PostImages;
import dev.colophon.local.story.ReadStories;
import dev.colophon.local.story.Story;
import dev.colophon.local.story.StoryFiles;
import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.wordpress.UploadsFolder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The small export with its uploads at another address: over real HTTP. */
final class CarryImagesTest {

    private static final String OLD = "https://gazette.example/blog/wp-content/uploads/";

    private final UploadsFolder uploads = new UploadsFolder(List.of("/lost.png"));
    private ReadStories export;

    @BeforeEach
    void read() throws Exception {
        export = new StoryFiles(InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")))
                .read(RepositoryFiles.resolve(
                        "infra/local/src/test/resources/dev/colophon/local/story/small-export.xml"));
    }

    @AfterEach
    void close() {
        uploads.close();
    }

    @Test
    void images_are_listed_where_they_are_now_and_the_html_names_them_there() throws Exception {
        var here = uploads.address().toString();

        var story = story(carried(Map.of(OLD, here)), 19);

        assertThat(story.content().images().inline())
                .containsExactly(
                        new Image(here + "2020/03/cranes.jpg", "Cranes at work", null),
                        new Image(here + "2020/03/cranes-300x200.jpg?a=1&b=2", "Cranes at work", null),
                        new Image(here + "2020/03/cranes-300x200.jpg", "Cranes at work", null));
        assertThat(story.content().html())
                .isEqualTo(story(export, 19)
                        .content()
                        .html()
                        .replace("=\"" + OLD + "2020", "=\"" + here + "2020")
                        .replace("300w, " + OLD + "2020", "300w, " + here + "2020"));
        assertThat(story(carried(Map.of(OLD, here)), 11).content().images().featured())
                .isEqualTo(new Image(here + "ships.png", "Two ships", "At anchor."));
    }

    @Test
    void what_cannot_be_had_is_told_and_its_story_keeps_its_html() throws Exception {
        var carried = carried(Map.of(OLD, uploads.address().toString()));

        assertThat(carried.stories()).hasSameSizeAs(export.stories());
        assertThat(carried.remarks())
                .containsAll(export.remarks())
                .contains("not carried over: the image " + OLD + "lost.png: HTTP 404");
        assertThat(story(carried, 19).content().html()).contains("<img src='" + OLD + "lost.png'>");
    }

    @Test
    void each_image_is_asked_for_once_however_many_name_it() throws Exception {
        carried(Map.of(OLD, uploads.address().toString(), "https://other.example/", "http://127.0.0.1:1/"));

        assertThat(uploads.asked())
                .containsExactlyInAnyOrder(
                        "/ships.png",
                        "/2020/03/cranes.jpg",
                        "/2020/03/cranes-300x200.jpg",
                        "/2020/03/cranes-300x200.jpg",
                        "/lost.png");
    }

    @Test
    void a_host_that_does_not_answer_leaves_every_story_without_its_images_and_in_its_own_html() throws Exception {
        uploads.close();

        var carried = carried(Map.of(OLD, uploads.address().toString()));

        assertThat(carried.stories())
                .allSatisfy(story -> assertThat(story.content().images().all()).isEmpty());
        assertThat(story(carried, 19).content().html())
                .isEqualTo(story(export, 19).content().html());
        assertThat(carried.remarks())
                .filteredOn(remark -> remark.contains("does not answer"))
                .hasSize(5);
    }

    @Test
    void no_address_of_the_export_is_asked_in_the_house_unless_it_was_chosen() throws Exception {
        var inside = uploads.address().toString();
        var stories = export.stories().stream()
                .map(story -> story.with(story.content()
                        .with(
                                "<img src=\"" + inside + "x.png\">",
                                new PostImages(null, List.of(new Image(inside + "x.png", null, null))))))
                .toList();

        var carried = new CarryImages(new Whereabouts(Map.of())).of(new ReadStories(stories, List.of()));

        assertThat(carried.remarks())
                .containsExactly("not carried over: the image " + inside
                        + "x.png: its address is not one of https that everyone can reach");
        assertThat(uploads.asked()).isEmpty();
    }

    @Test
    void whoever_wants_no_images_gets_the_html_as_it_is_and_is_told_how_many_stay() {
        var left = CarryImages.leftOut(export);

        assertThat(left.stories())
                .allMatch(story -> story.content().images().all().findAny().isEmpty());
        assertThat(left.remarks()).contains("not carried over, as asked: 5 images");
    }

    @Test
    void a_mapping_that_leads_nowhere_is_refused() {
        assertThatThrownBy(() -> new Whereabouts(Map.of(OLD, "/srv/uploads/"))).hasMessageContaining("FROM");
    }

    private ReadStories carried(Map<String, String> moved) throws InterruptedException {
        return new CarryImages(new Whereabouts(moved)).of(export);
    }

    private static Story story(ReadStories read, int id) {
        return read.stories().stream()
                .filter(story -> story.key().endsWith("-" + id))
                .findFirst()
                .orElseThrow();
    }
}
