package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One post in a situation, and what the protocol answers to a piece of evidence about it. */
abstract class OnePost {

    static final Slot SLOT = new Slot(new PublicationId(UUID.fromString("5f0c6a0e-6d0a-4b6e-9a65-0d4f6c1f7a11")), 1);
    static final PostId POST = new PostId(7);
    static final PostId OTHER = new PostId(9);
    static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    static final Duration BOUND = Duration.ofMinutes(5);
    static final Problem REFUSAL = new Problem("WP_REFUSED_CONTENT", "no", 400);

    static NextStep next(Standing standing, Evidence evidence) {
        return Protocol.next(standing, evidence);
    }

    static NextStep look(Standing standing, SeenStatus status, Stage stage) {
        return next(standing, new Evidence.Seen(seen(POST.value(), status), stage));
    }

    static NextStep look(Standing standing, SeenPost post) {
        return next(standing, new Evidence.Seen(post, new Stage.Arriving()));
    }

    static SeenPost seen(long id, SeenStatus status) {
        return new SeenPost(new PostId(id), status, "final", "https://x/", "sha256:1", true);
    }

    static Standing standing() {
        var wanted = new Wanted(1, Visibility.PUBLIC, "same", false, false, false);
        return new Standing(SLOT, wanted, new OnRecord.Nothing(), null, NOW, BOUND);
    }

    static Standing standing(RemoteState state) {
        return wanting(state, Visibility.PUBLIC, false, null);
    }

    static Standing standing(RemoteState state, Unsettled unsettled) {
        return wanting(state, Visibility.PUBLIC, false, unsettled);
    }

    static Standing wanting(RemoteState state, Visibility visibility, boolean settled, @Nullable Unsettled unsettled) {
        var post = new OnRecord.Post(POST, state, "final", "sha256:1");
        return new Standing(
                SLOT, new Wanted(1, visibility, "same", settled, false, false), post, unsettled, NOW, BOUND);
    }

    static Standing knowing(RemoteState state, long revision, long publicRevision, boolean givenUp) {
        var post = new OnRecord.Post(POST, state, "final", "sha256:1", false, publicRevision, null);
        return new Standing(
                SLOT, new Wanted(revision, Visibility.PUBLIC, "same", false, givenUp, false), post, null, NOW, BOUND);
    }

    static Standing retrying(RemoteState state, Visibility visibility, @Nullable Unsettled unsettled) {
        var post = new OnRecord.Post(POST, state, "final", "sha256:1");
        return new Standing(SLOT, new Wanted(2, visibility, "same", false, false, true), post, unsettled, NOW, BOUND);
    }
}
