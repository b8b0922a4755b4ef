package dev.colophon.statusprojector.event;

import dev.colophon.statusprojector.publication.PublicState;
import dev.colophon.statusprojector.publication.Status;
import dev.colophon.statusprojector.publication.UpdateStatus;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a public event says has happened. One is made for every change of the public state, and for nothing else. */
public enum Announcement {
    ACCEPTED,
    SCHEDULED,
    CLAIMED,
    DEFERRED,
    UNCONFIRMED,
    PARKED,
    FAILED,
    PUBLISHED,
    UPDATED,
    UNPUBLISHED,
    REMOVED,
    CANCELLED,
    /** What was told before was wrong: nothing has happened at the site, the status is put right. */
    CORRECTED;

    /** What to say of a change; empty if there is none. */
    public static Optional<Announcement> of(@Nullable PublicState before, PublicState after) {
        if (after.equals(before)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (after.status()) {
                    case ACCEPTED -> ACCEPTED;
                    case SCHEDULED -> SCHEDULED;
                    case PUBLISHING -> CLAIMED;
                    case DEFERRED -> DEFERRED;
                    case UNCONFIRMED -> UNCONFIRMED;
                    case PARKED -> PARKED;
                    case FAILED -> FAILED;
                    case UNPUBLISHED -> UNPUBLISHED;
                    case REMOVED -> REMOVED;
                    case CANCELLED -> CANCELLED;
                    case PUBLISHED -> whilePublished(before, after);
                });
    }

    private static Announcement whilePublished(@Nullable PublicState before, PublicState after) {
        if (before == null || before.status() != Status.PUBLISHED) {
            return PUBLISHED;
        }
        var update = after.updateStatus();
        return update == null || showsSomethingElse(before, after) ? UPDATED : ofUpdate(update);
    }

    private static boolean showsSomethingElse(PublicState before, PublicState after) {
        return !Objects.equals(before.publishedRevision(), after.publishedRevision())
                || !Objects.equals(before.external(), after.external());
    }

    private static Announcement ofUpdate(UpdateStatus update) {
        return switch (update) {
            case PENDING -> ACCEPTED;
            case PUBLISHING -> CLAIMED;
            case DEFERRED -> DEFERRED;
            case UNCONFIRMED -> UNCONFIRMED;
            case PARKED -> PARKED;
            case FAILED -> FAILED;
        };
    }

    String type() {
        return "dev.colophon.publication." + name().toLowerCase(Locale.ROOT) + ".v1";
    }
}
