package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a visit has learned by its last act. */
public sealed interface Evidence {

    /** The visit begins: only the ledger is known. */
    record Arrived() implements Evidence {}

    /** All posts that the site has filed under this slot's slugs, trash included. */
    record LookedUp(List<SeenPost> posts, @Nullable Problem refusal) implements Evidence {
        public LookedUp {
            posts = List.copyOf(posts);
        }
    }

    /** The site created this draft with the whole body of the wanted revision. */
    record Drafted(PostId id) implements Evidence {}

    /** This id is on record now. {@code filled}: it holds the whole body, since this visit created it. */
    record Checkpointed(PostId id, boolean filled) implements Evidence {}

    /** Another id stands on record; ours will never be public. */
    record Taken(PostId standing, PostId ours) implements Evidence {}

    /** Our own superfluous draft is gone. */
    record Dropped(PostId standing) implements Evidence {}

    /** The recorded post, as the site shows it at this stage of the visit. */
    record Seen(SeenPost post, Stage stage) implements Evidence {}

    /** The site proved that it has no such post, at this stage of the visit. */
    record Gone(PostId id, Stage stage) implements Evidence {}

    /** The site knows us and our role is large enough: what it says of this post counts as proof. */
    record Recognised(PostId id) implements Evidence {}

    /** The old generation is closed on record, the next one is open and has no post. */
    record GenerationOpened() implements Evidence {}

    /** The site answered this write of the wanted state with success. */
    record Written(PostId id, Change change) implements Evidence {}

    /** The site refused for good, in its own words, to create the draft. It may have stored it all the same. */
    record DraftRefused(Problem problem) implements Evidence {}

    /** The site refused this write for good, in its own words. It may have been applied all the same. */
    record WriteRefused(PostId id, Change change, Problem problem) implements Evidence {}
}
