package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a visit has learned by its last act. */
public sealed interface Evidence {

    /**
     * The visit begins: only the ledger is known.
     *
     * @param keys whether the site takes creates under a key; of no interest once a post is on record
     * @param first whether this is the first visit of all, so that nothing of this story can be at the site
     */
    record Arrived(boolean keys, boolean first) implements Evidence {

        /** At a stock site, and not for the first time. */
        public Arrived() {
            this(false, false);
        }
    }

    /** The key's post. {@code shown}: made in the wanted state by this request or one that was the same, and shown so; else null. */
    record MadeByKey(PostId id, @Nullable SeenPost shown) implements Evidence {}

    /** The site refused for good to make the key's post, and made none by this request. */
    record RefusedByKey(Problem problem) implements Evidence {}

    /** Whatever older request is on its way is shut out for good; {@code post}: what one of them has made, null if none has. */
    record Fenced(@Nullable PostId post, @Nullable Problem refusal) implements Evidence {}

    /** The key's post is on record now. */
    record KeyOnRecord(PostId id, @Nullable SeenPost shown) implements Evidence {}

    /** It is on record that there is no post under the key. */
    record KeyForgotten(@Nullable Problem refusal) implements Evidence {}

    /** All posts that the site has filed under this slot's slugs, trash included. */
    record LookedUp(List<SeenPost> posts, @Nullable Problem refusal) implements Evidence {
        public LookedUp {
            posts = List.copyOf(posts);
        }
    }

    /** The site created this draft with the whole body of the wanted revision, and showed it in its answer. */
    record Drafted(SeenPost post) implements Evidence {}

    /** This id is on record now. {@code drafted}: it holds the whole body, as this visit has just created and seen it; else null. */
    record Checkpointed(PostId id, @Nullable SeenPost drafted) implements Evidence {}

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
