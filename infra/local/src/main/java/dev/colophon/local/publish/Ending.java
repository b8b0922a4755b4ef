package dev.colophon.local.publish;

import dev.colophon.local.story.Story;
import dev.colophon.local.story.Visibility;
import java.time.Instant;
import java.util.Locale;

/** How a story should end: a draft or a private post was asked not to be public, and a later date cannot be awaited. */
enum Ending {
    PUBLISHED,
    UNPUBLISHED,
    SCHEDULED;

    enum Verdict {
        NOT_YET,
        AS_ASKED,
        OTHERWISE
    }

    /** @param deadline what is due after it is not waited for */
    static Ending of(Story story, Instant deadline) {
        if (story.content().visibility() != Visibility.PUBLIC) {
            return UNPUBLISHED;
        }
        var publishAt = story.publishAt();
        return publishAt != null && publishAt.isAfter(deadline) ? SCHEDULED : PUBLISHED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param revision the one that was accepted: what is known of older ones settles nothing */
    Verdict judge(SeenStatus seen, long revision) {
        if (seen.hasEndedBadly()) {
            return Verdict.OTHERWISE;
        }
        if (seen.requestedRevision() < revision || seen.isUpdateUnderWay()) {
            return Verdict.NOT_YET;
        }
        return switch (this) {
            case PUBLISHED ->
                seen.status().equals(word()) && seen.publishedRevision() >= revision
                        ? Verdict.AS_ASKED
                        : Verdict.NOT_YET;
            case UNPUBLISHED, SCHEDULED -> seen.status().equals(word()) ? Verdict.AS_ASKED : Verdict.NOT_YET;
        };
    }
}
