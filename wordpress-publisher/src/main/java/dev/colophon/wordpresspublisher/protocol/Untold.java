package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.protocol.OnRecord.Post;
import org.jspecify.annotations.Nullable;

/** What a look shows of the recorded post and no receipt has said. Pure. */
final class Untold {

    private Untold() {}

    /** The site shows the post to readers, or hides it, and the last receipt says otherwise. Null: it says so. */
    static @Nullable Shown of(Standing standing, Post recorded, SeenPost post) {
        boolean toldPublic = recorded.state() == RemoteState.PUBLIC;
        if (post.isPublic() == toldPublic) {
            return null;
        }
        long wanted = standing.wanted().revision();
        Long open = recorded.publicRevision();
        if (post.isPublic()) {
            // We never published it, so a person did: not the revision that we give up, if there was one before.
            return new Shown(RemoteState.PUBLIC, open == null ? Math.max(1, wanted - 1) : open, post);
        }
        Long held = recorded.heldRevision();
        if (held != null) {
            return new Shown(RemoteState.HELD, held, post);
        }
        return standing.wanted().isPublic() ? null : new Shown(RemoteState.HELD, wanted, post);
    }
}
