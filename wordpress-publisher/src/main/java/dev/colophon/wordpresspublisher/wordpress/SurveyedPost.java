package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A post as a look at the whole site shows it.
 *
 * @param link where readers can be sent, null where the site shows no such address
 * @param contentHash of the site's own raw content, null where it was not shown
 * @param marks the slots whose markers its content carries
 */
public record SurveyedPost(
        PostId id,
        Placement placement,
        SeenStatus status,
        String slug,
        @Nullable String link,
        @Nullable String contentHash,
        List<Slot> marks) {

    public SurveyedPost {
        marks = List.copyOf(marks);
    }

    /** Whether readers can see it now. */
    public boolean isPublic() {
        return status == SeenStatus.PUBLISH;
    }

    /** The slots that it may be of: by its markers first, by its technical slug else. */
    public List<Slot> slots() {
        return Stream.concat(marks.stream(), Slot.ofTechnicalSlug(slug).stream())
                .distinct()
                .toList();
    }

    /** The same, as a visit for that slot would see it. */
    public SeenPost as(Slot slot) {
        return new SeenPost(id, status, slug, link, contentHash, marks.contains(slot));
    }
}
