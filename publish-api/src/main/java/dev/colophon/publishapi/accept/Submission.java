package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.SiteKey;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Slot;
import dev.colophon.publishapi.story.StoryKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, as far as the request alone can be checked.
 *
 * @param publishAt as the client said it, be it past or future; null for now
 * @param given the content that came with the request
 */
public record Submission(
        StoryKey storyKey,
        SiteKey site,
        Placement placement,
        @Nullable Instant publishAt,
        Map<Slot, Content> given) {

    public Submission {
        given = Map.copyOf(given);
    }

    /** The same with other content in its slots. */
    Submission with(Map<Slot, Content> other) {
        return new Submission(storyKey, site, placement, publishAt, other);
    }

    /** When it is due: null for now, which a moment already past means too. */
    @Nullable
    Instant dueAfter(Instant now) {
        return publishAt != null && publishAt.isAfter(now) ? publishAt : null;
    }
}
