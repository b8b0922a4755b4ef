package dev.colophon.local.story;

import java.nio.file.Path;
import java.util.List;

/** A file of one story: what its front matter says, with the file's own name as the story key where it says none. */
record SingleStory(Path file, FrontMatter head) {

    ReadStories read(String titleInText, String html) {
        var content = new Content(
                head.text("title").orElse(titleInText),
                html,
                head.text("excerpt").orElse(null),
                head.text("slug").orElse(null),
                head.instant("date").orElse(null),
                head.parsed("visibility", Visibility::of).orElse(Visibility.PUBLIC),
                head.text("password").orElse(null),
                head.flag("sticky"),
                head.list("categories"),
                head.list("tags"),
                PostSettings.NONE,
                PostImages.NONE);
        var story = new Story(
                head.text("story_key").orElseGet(this::nameWithoutEnding),
                head.parsed("placement", Placement::of).orElse(Placement.POST),
                head.instant("publish_at").orElse(null),
                content);
        return new ReadStories(List.of(story), List.of());
    }

    private String nameWithoutEnding() {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
