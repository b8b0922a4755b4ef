package dev.colophon.local.publish;

import static dev.colophon.local.publish.Stories.aStory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.local.story.Content;
import dev.colophon.local.story.Image;
import dev.colophon.local.story.Placement;
import dev.colophon.local.story.PostImages;
import dev.colophon.local.story.PostSettings;
import dev.colophon.local.story.Story;
import dev.colophon.local.story.Visibility;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class JobTest {

    @Test
    void a_job_is_written_as_the_api_reads_it() {
        var content = new Content(
                "T ⚓",
                "<p>x</p>",
                "e",
                "t-x",
                Instant.parse("2020-01-02T03:04:05Z"),
                Visibility.PUBLIC,
                "pw",
                true,
                List.of("News"),
                List.of("a", "b"),
                new PostSettings("closed", "open", "aside", "parent-of-it", List.of(List.of("Trade", "Fish"))),
                new PostImages(
                        new Image("https://a.example/f.png", "Two ships", "At anchor."),
                        List.of(new Image("https://a.example/i.png", null, null))));
        var job = new Job(new Story("tides", Placement.POST, Instant.parse("2030-01-01T00:00:00Z"), content), "local");

        assertThat(job.json()).isEqualTo(new JsonMapper().readTree("""
                {"storyKey":"tides","site":"local","placement":"post","publishAt":"2030-01-01T00:00:00Z",
                 "content":{"title":"T ⚓","html":"<p>x</p>","visibility":"public","excerpt":"e","slug":"t-x",
                   "date":"2020-01-02T03:04:05Z","password":"pw","sticky":true,"categories":["News"],"tags":["a","b"],
                   "settings":{"commentStatus":"closed","pingStatus":"open","format":"aside","parentStory":"parent-of-it",
                     "taxonomies":{"category":[["Trade","Fish"]]}},
                   "featuredImage":{"url":"https://a.example/f.png","alt":"Two ships","caption":"At anchor."},
                   "media":[{"url":"https://a.example/i.png"}]}}
                """));
    }

    @Test
    void the_key_is_the_same_for_the_same_job_and_another_for_any_change() {
        var key = new Job(aStory("tides"), "local").idempotencyKey();

        assertThat(new Job(aStory("tides"), "local").idempotencyKey()).isEqualTo(key);
        assertThat(new Job(aStory("tides"), "other").idempotencyKey()).isNotEqualTo(key);
        assertThat(new Job(aStory("ships"), "local").idempotencyKey()).isNotEqualTo(key);
        assertThat(new Job(aStory("tides").at(Placement.PAGE), "local").idempotencyKey())
                .isNotEqualTo(key);
        assertThat(key).hasSizeLessThan(200);
    }
}
