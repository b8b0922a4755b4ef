package dev.colophon.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The stories that the README publishes. */
final class SampleStoriesTest {

    @Test
    void all_can_be_read_and_show_what_the_pipeline_can_do() throws Exception {
        var reader = new StoryFiles(InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));
        var stories = new ArrayList<Story>();
        try (var files = Files.list(RepositoryFiles.resolve("infra/local/stories"))) {
            for (var file : files.toList()) {
                stories.addAll(reader.read(file).stories());
            }
        }

        assertThat(stories).hasSizeGreaterThanOrEqualTo(6);
        assertThat(stories.stream().map(Story::key)).doesNotHaveDuplicates();
        assertThat(stories).anyMatch(story -> story.placement() == Placement.PAGE);
        assertThat(stories).anyMatch(story -> story.publishAt() != null);
        assertThat(stories).anyMatch(story -> story.content().visibility() == Visibility.DRAFT);
        assertThat(stories).anyMatch(story -> story.content().html().contains("<!-- wp:"));
        assertThat(stories).allMatch(story -> !story.content().title().isBlank());
    }
}
