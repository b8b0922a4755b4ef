package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Visibility;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ours → site, as a pure function: an entry with a recorded post, and that post as the site shows it. Empty where both agree. It
 * never concludes anything from a post that is merely not listed: {@code seen} is null only where its absence is proved.
 */
final class CompareEntry {

    private final Orders orders;
    private final Duration reservedTooLong;

    CompareEntry(Orders orders, Duration reservedTooLong) {
        this.orders = orders;
        this.reservedTooLong = reservedTooLong;
    }

    /** What differs; {@code seen} is null where the site proves that it has no such post. */
    Optional<Finding> of(LedgerRecord entry, OnRecord.Post recorded, @Nullable SurveyedPost seen) {
        if (seen == null) {
            return gone(entry, recorded, FindingKind.MISSING, "gone", "The site has no such post any more.");
        }
        SeenPost post = seen.as(entry.slot());
        if (!post.belongsTo(entry.slot(), recorded.slug())) {
            return found(
                    FindingKind.FOREIGN,
                    entry,
                    seen,
                    "It carries neither our marker nor our slug; it is not touched.",
                    Action.NONE);
        }
        if (post.status() == SeenStatus.TRASH) {
            return gone(entry, recorded, FindingKind.TRASHED, words(seen), "An editor put the post into the trash.");
        }
        return post.isPublic() ? whilePublic(entry, recorded, seen) : whileHidden(entry, recorded, seen);
    }

    /** The post of an earlier generation, which was closed because it was gone. */
    Optional<Finding> ofClosed(LedgerRecord entry, SurveyedPost seen) {
        if (!seen.isPublic()) {
            return Optional.empty();
        }
        return found(
                FindingKind.CLOSED_GENERATION_PUBLIC,
                entry,
                seen,
                "The post of an earlier generation is public again beside what is on record. Nothing is deleted.",
                parkOnce(entry));
    }

    static Action parkOnce(LedgerRecord entry) {
        return entry.hasTold("DUPLICATE_POSTS") ? Action.NONE : Action.PARK;
    }

    static String words(SurveyedPost post) {
        return "%s, slug %s".formatted(post.status().word(), post.slug());
    }

    private static Optional<Finding> gone(
            LedgerRecord entry, OnRecord.Post recorded, FindingKind kind, String seen, String why) {
        PostId id = recorded.id();
        return switch (recorded.state()) {
            case REMOVED -> Optional.empty();
            case RESERVED ->
                entry.hasTold("WP_DRAFT_REMOVED")
                        ? Optional.empty()
                        : Optional.of(Finding.of(
                                FindingKind.DRAFT_REMOVED,
                                entry,
                                id,
                                seen,
                                "The reserved draft was removed before it was public.",
                                entry.overrides() && !entry.waiting() ? Action.NONE : lookAgain(entry)));
            case PUBLIC, HELD -> Optional.of(Finding.of(kind, entry, id, seen, why, lookAgain(entry)));
        };
    }

    private Optional<Finding> whilePublic(LedgerRecord entry, OnRecord.Post recorded, SurveyedPost seen) {
        return switch (recorded.state()) {
            case PUBLIC ->
                noAddress(entry, seen)
                        .or(() -> edited(entry, recorded, seen, mayOverwrite(entry) ? lookAgain(entry) : Action.NONE));
            case RESERVED ->
                found(
                        FindingKind.PUBLIC_BUT_RESERVED,
                        entry,
                        seen,
                        "The post is public, and no receipt has told of it yet.",
                        lookAgain(entry));
            case HELD ->
                found(
                        FindingKind.PUBLIC_BUT_HELD,
                        entry,
                        seen,
                        "The post was held as a draft, and somebody made it public.",
                        lookAgain(entry));
            case REMOVED ->
                found(
                        FindingKind.RESTORED,
                        entry,
                        seen,
                        "The removed post is public again: an editor restored it.",
                        lookAgain(entry));
        };
    }

    /** A visit would take such an answer for none, so none is ordered; and no address is made up where the site shows none. */
    private static Optional<Finding> noAddress(LedgerRecord entry, SurveyedPost seen) {
        return seen.link() != null
                ? Optional.empty()
                : found(
                        FindingKind.NO_ADDRESS,
                        entry,
                        seen,
                        "The post is public, and the site shows no address of it that readers could be sent to.",
                        Action.NONE);
    }

    private Optional<Finding> whileHidden(LedgerRecord entry, OnRecord.Post recorded, SurveyedPost seen) {
        return switch (recorded.state()) {
            case REMOVED -> Optional.empty();
            case HELD -> edited(entry, recorded, seen, Action.NONE);
            case RESERVED -> reservedTooLong(entry, seen);
            case PUBLIC ->
                entry.visibility() == Visibility.PUBLIC
                        ? found(
                                FindingKind.WITHDRAWN,
                                entry,
                                seen,
                                "An editor withdrew the post from its readers.",
                                lookAgain(entry))
                        : Optional.empty(); // it shall be hidden, and the visit that says so is under way
        };
    }

    private Optional<Finding> reservedTooLong(LedgerRecord entry, SurveyedPost seen) {
        if (entry.wantedFor().compareTo(reservedTooLong) < 0) {
            return Optional.empty();
        }
        if (entry.givenUp()) {
            return found(
                    FindingKind.RESERVED_TOO_LONG,
                    entry,
                    seen,
                    "The post is still our private draft, and the publication was given up: it waits for a retry.",
                    Action.NONE);
        }
        return found(
                FindingKind.RESERVED_TOO_LONG,
                entry,
                seen,
                "The post is still our private draft long after it was wanted.",
                lookAgain(entry));
    }

    /** Of an entry with unfinished work the next visit sends the wanted content anyway. */
    private static Optional<Finding> edited(
            LedgerRecord entry, OnRecord.Post recorded, SurveyedPost seen, Action action) {
        boolean same = seen.contentHash() == null
                || recorded.contentHash() == null
                || seen.contentHash().equals(recorded.contentHash());
        if (same || !entry.settled()) {
            return Optional.empty();
        }
        return found(
                FindingKind.EDITED,
                entry,
                seen,
                action == Action.NONE
                        ? "An editor changed the content; it is left as it is."
                        : "An editor changed the content; the wanted one is sent again.",
                action);
    }

    private boolean mayOverwrite(LedgerRecord entry) {
        return orders.overwriteEdits() && entry.visibility() == Visibility.PUBLIC;
    }

    private static Action lookAgain(LedgerRecord entry) {
        return entry.waiting() ? Action.WAIT : Action.LOOK_AGAIN;
    }

    private static Optional<Finding> found(
            FindingKind kind, LedgerRecord entry, SurveyedPost seen, String conclusion, Action action) {
        return Optional.of(Finding.of(kind, entry, seen.id(), words(seen), conclusion, action));
    }
}
