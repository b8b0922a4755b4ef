package dev.colophon.local.publish;

import dev.colophon.local.story.Content;
import dev.colophon.local.story.Placement;
import dev.colophon.local.story.PostImages;
import dev.colophon.local.story.PostSettings;
import dev.colophon.local.story.Story;
import dev.colophon.local.story.Visibility;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stories for tests. */
final class Stories {

    private Stories() {}

    static Story aStory(String key) {
        return new Story(key, Placement.POST, null, content(Visibility.PUBLIC));
    }

    static Story aStory(String key, Visibility visibility) {
        return new Story(key, Placement.POST, null, content(visibility));
    }

    static Story aDraft(String key) {
        return aStory(key, Visibility.DRAFT);
    }

    static Story scheduled(String key, Instant publishAt) {
        return new Story(key, Placement.POST, publishAt, content(Visibility.PUBLIC));
    }

    static Story aPage(String key, @Nullable String parent) {
        return new Story(
                key,
                Placement.PAGE,
                null,
                content(Visibility.PUBLIC, new PostSettings(null, null, null, parent, List.of())));
    }

    private static Content content(Visibility visibility) {
        return content(visibility, PostSettings.NONE);
    }

    private static Content content(Visibility visibility, PostSettings settings) {
        return new Content(
                "Tides",
                "<p>T</p>",
                null,
                null,
                null,
                visibility,
                null,
                false,
                List.of(),
                List.of("sea"),
                settings,
                PostImages.NONE);
    }
}
