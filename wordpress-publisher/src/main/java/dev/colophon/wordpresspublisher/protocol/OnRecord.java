package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import org.jspecify.annotations.Nullable;

/** What the ledger holds about the site: nothing yet, or the one post of this generation. */
public sealed interface OnRecord {

    /**
     * No post id is on record.
     *
     * @param keyed whether a create under the site's key may have been carried out: then only the key's own post may follow
     */
    record Nothing(boolean keyed) implements OnRecord {

        /** Nothing that could have made a post public has been sent. */
        public Nothing() {
            this(false);
        }
    }

    /**
     * The checkpointed post.
     *
     * @param slug as last read back, null before
     * @param contentHash of the server's own content as last read back, null before
     * @param statusSent whether a write of ours that carries a status was sent since this state was recorded: what the
     *     site shows otherwise may be our own doing, whatever was sent after it
     * @param publicRevision which revision readers see if the post is public: the one published last, or read back later;
     *     null before
     * @param heldRevision the last one that was sent with the status draft since this state was recorded, null if none was
     * @param written what is on record of its single fields
     */
    record Post(
            PostId id,
            RemoteState state,
            @Nullable String slug,
            @Nullable String contentHash,
            boolean statusSent,
            @Nullable Long publicRevision,
            @Nullable Long heldRevision,
            Written written)
            implements OnRecord {

        /** As it is where nothing is known of single fields. */
        public Post(
                PostId id,
                RemoteState state,
                @Nullable String slug,
                @Nullable String contentHash,
                boolean statusSent,
                @Nullable Long publicRevision,
                @Nullable Long heldRevision) {
            this(id, state, slug, contentHash, statusSent, publicRevision, heldRevision, Written.nothing());
        }

        /** As recorded, with no status sent since. */
        public Post(PostId id, RemoteState state, @Nullable String slug, @Nullable String contentHash) {
            this(id, state, slug, contentHash, false, null, null);
        }

        /** The same, with these fields on their way to the site. */
        public Post sending(FieldChoice choice) {
            return new Post(
                    id, state, slug, contentHash, statusSent, publicRevision, heldRevision, written.sending(choice));
        }
    }
}
