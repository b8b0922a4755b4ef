package dev.colophon.statusprojector.publication;

import dev.colophon.statusprojector.publication.Publication.Begun;
import dev.colophon.statusprojector.publication.Publication.Cancelled;
import dev.colophon.statusprojector.publication.Publication.Published;
import dev.colophon.statusprojector.publication.Publication.Removed;
import dev.colophon.statusprojector.publication.Publication.Underway;
import dev.colophon.statusprojector.publication.Publication.Unpublished;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the world is told of a publication. Subscribers hear of it whenever it changes, and only then.
 *
 * @param newest the newest edition asked for
 * @param publishedRevision the revision that the site shows, while published
 * @param external the post, once it was public, as long as the status says what became of it
 * @param attempts of the newest revision
 */
public record PublicState(
        Status status,
        @Nullable UpdateStatus updateStatus,
        Edition newest,
        @Nullable Long publishedRevision,
        @Nullable PublicPost external,
        @Nullable Reason reason,
        int attempts,
        @Nullable Instant nextAttemptAt) {

    public PublicState {
        var published = status == Status.PUBLISHED;
        if (published && external == null) {
            throw new IllegalArgumentException("published without a post and its address: " + newest);
        }
        if (published != (publishedRevision != null) || (!published && updateStatus != null)) {
            throw new IllegalArgumentException("only what is published has a published revision and an update");
        }
    }

    static PublicState of(Begun publication) {
        return switch (publication) {
            case Underway it -> told(it.progress().stage().status(), null, it.newest(), null, null, it.progress());
            case Published it -> of(it);
            case Unpublished it ->
                told(Status.UNPUBLISHED, null, it.newest(), null, it.past(), concluded(it.attempt(), null));
            case Cancelled it -> told(Status.CANCELLED, null, it.newest(), null, null, concluded(it.attempt(), null));
            case Removed it ->
                told(Status.REMOVED, null, it.newest(), null, it.past(), concluded(it.attempt(), it.reason()));
        };
    }

    private static PublicState of(Published it) {
        var update = it.update();
        return told(
                Status.PUBLISHED,
                update == null ? null : update.stage().updateStatus(),
                it.newest(),
                it.revision(),
                it.shown(),
                update == null ? concluded(it.attempt(), null) : update);
    }

    private static Progress concluded(int attempt, @Nullable Reason reason) {
        return new Progress(Stage.PUBLISHING, attempt, reason, null);
    }

    private static PublicState told(
            Status status,
            @Nullable UpdateStatus update,
            Edition newest,
            @Nullable Long publishedRevision,
            @Nullable PublicPost external,
            Progress progress) {
        return new PublicState(
                status,
                update,
                newest,
                publishedRevision,
                external,
                progress.reason(),
                progress.attempt(),
                progress.nextAttemptAt());
    }

    /** The revision that {@link #status} speaks of: what the site shows, else the newest asked for. */
    public long revision() {
        return publishedRevision == null ? newest.revision() : publishedRevision;
    }
}
