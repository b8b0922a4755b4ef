package dev.colophon.statusprojector.publication;

import dev.colophon.statusprojector.publication.Publication.Begun;
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
            case Underway(var newest, var progress, _, _) ->
                told(progress.stage().status(), null, newest, null, null, progress);
            case Published(var newest, var shown, var revision, var attempt, var update) ->
                update == null
                        ? told(Status.PUBLISHED, null, newest, revision, shown, concluded(attempt, null))
                        : told(Status.PUBLISHED, update.stage().updateStatus(), newest, revision, shown, update);
            case Unpublished(var newest, _, var past, var attempt) ->
                told(Status.UNPUBLISHED, null, newest, null, past, concluded(attempt, null));
            case Removed(var newest, _, var past, var reason, var attempt) ->
                told(Status.REMOVED, null, newest, null, past, concluded(attempt, reason));
        };
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
