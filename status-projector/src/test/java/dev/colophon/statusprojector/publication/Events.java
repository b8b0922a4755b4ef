package dev.colophon.statusprojector.publication;

import dev.colophon.statusprojector.publication.LoggedEvent.CancelGranted;
import dev.colophon.statusprojector.publication.LoggedEvent.CancelRefused;
import dev.colophon.statusprojector.publication.LoggedEvent.Entry;
import dev.colophon.statusprojector.publication.LoggedEvent.GenerationOpened;
import dev.colophon.statusprojector.publication.LoggedEvent.PostPublished;
import dev.colophon.statusprojector.publication.LoggedEvent.PostRemoved;
import dev.colophon.statusprojector.publication.LoggedEvent.PostUnpublished;
import dev.colophon.statusprojector.publication.LoggedEvent.Progressed;
import dev.colophon.statusprojector.publication.LoggedEvent.Requested;
import dev.colophon.statusprojector.publication.LoggedEvent.Unfounded;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events for tests: ids count up, times follow the ids, receipts are numbered in the order they are made. */
public final class Events {

    static final UUID SITE = new UUID(1, 1);
    static final PostId POST = new PostId("7");
    static final Reason TROUBLE = new Reason("WP_MAINTENANCE", "503 Briefly unavailable.");
    private static final Instant START = Instant.parse("2026-11-24T09:15:30Z");

    private long ids;
    private long sequence;

    Requested requested(int generation, long revision) {
        return requestedAt(SITE, generation, revision);
    }

    Requested requestedAt(UUID site, int generation, long revision) {
        return asked(Action.PUBLISH, site, generation, revision);
    }

    Requested asked(Action action, long revision) {
        return asked(action, SITE, 1, revision);
    }

    private Requested asked(Action action, UUID site, int generation, long revision) {
        var id = ++ids;
        return new Requested(
                new EventId(new UUID(0, id)),
                new Edition(generation, revision),
                START.plusSeconds(id),
                action,
                new Identity(site, "harbour-reopens", "post"),
                new UUID(2, id));
    }

    Progressed progressed(Stage stage, int generation, long revision) {
        return new Progressed(entry(generation, revision, null), stage, stage.hasReason() ? TROUBLE : null, null);
    }

    Progressed reserved(int generation, long revision, String post) {
        return new Progressed(entry(generation, revision, new PostId(post)), Stage.PUBLISHING, null, null);
    }

    PostPublished published(int generation, long revision) {
        return published(generation, revision, POST.value(), "https://news.example/a/");
    }

    PostPublished published(int generation, long revision, String post, String url) {
        var id = new PostId(post);
        return new PostPublished(entry(generation, revision, id), new PublicPost(id, url));
    }

    PostUnpublished unpublished(int generation, long revision) {
        return new PostUnpublished(entry(generation, revision, POST));
    }

    PostRemoved removed(int generation, long revision) {
        return new PostRemoved(entry(generation, revision, POST), new Reason("WP_POST_REMOVED", "In the trash."));
    }

    CancelGranted cancelled(int generation, long revision) {
        return new CancelGranted(entry(generation, revision, null));
    }

    CancelRefused cancelRefused(int generation, long revision) {
        return new CancelRefused(entry(generation, revision, POST));
    }

    GenerationOpened generationOpened(int generation, long revision) {
        return new GenerationOpened(entry(generation, revision, null));
    }

    Unfounded unfounded(int generation, long revision) {
        return new Unfounded(entry(generation, revision, null));
    }

    Entry entry(int generation, long revision, @Nullable PostId post) {
        return numbered(++sequence, generation, revision, post);
    }

    Entry numbered(long number, int generation, long revision, @Nullable PostId post) {
        var id = ++ids;
        return new Entry(
                new EventId(new UUID(0, id)),
                new Edition(generation, revision),
                START.plusSeconds(id),
                SITE,
                number,
                (int) Math.min(number, 9),
                post);
    }
}
