package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.publication.Visibility;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import org.jspecify.annotations.Nullable;

/** Says whether a world keeps the properties. */
final class Judge {

    private Judge() {}

    /** The first property that this world violates, null if it is as it must be. */
    static @Nullable Property violatedBy(World world) {
        if (world.outrage != null) {
            return world.outrage;
        }
        int all = 0;
        for (int generation = 1; generation <= ModelLedger.GENERATIONS; generation++) {
            int open = publicPosts(world, generation);
            if (open > 1) {
                return Property.ONE_PUBLIC_POST;
            }
            all += open;
        }
        if (all > 1 && !world.bounds.lateForEver()) {
            return Property.ONE_GENERATION;
        }
        if (world.row.cancelled && (world.row.remoteId != 0 || publicPosts(world, world.row.generation) > 0)) {
            return Property.CANCELLED;
        }
        return told(world) ? null : Property.STATE_AND_RECEIPT;
    }

    /** The same of a world in which nothing will happen any more by itself. */
    static @Nullable Property violatedAtTheEnd(World world) {
        ModelLedger row = world.row;
        if (row.due != ModelLedger.Due.NEVER) {
            return Property.NO_END;
        }
        if (row.settledRevision != row.revision) {
            if (!givenUpWithReason(world)) {
                return Property.NO_REASON;
            }
            return toldOtherwise(world);
        }
        if (row.cancelled) {
            return null;
        }
        if ("WP_REFUSED_CONTENT".equals(row.lastCode) && world.bounds.upTo(Disturbance.LOSS) > 0) {
            return null; // the site refused for good what the read-back sent; that is on record
        }
        int id = row.remoteId;
        int shown = world.posts.status[id];
        boolean person = world.posts.byHand[id];
        boolean good = switch (row.remoteState) {
            case PUBLIC ->
                row.wish.isPublic()
                        ? (shown == Posts.PUBLIC && world.posts.content[id] == row.wish.content())
                                || (person && shown != Posts.PUBLIC)
                        : person;
            case HELD -> !row.wish.isPublic() && (shown == Posts.DRAFT || person);
            case REMOVED -> (shown != Posts.PUBLIC || person) && world.bounds.upTo(Disturbance.EDIT) > 0;
            case RESERVED -> false;
            case null -> false;
        };
        return good ? null : Property.LAST_WORD;
    }

    /** What a person did at the site meanwhile is the reconciliation's to find. */
    private static @Nullable Property toldOtherwise(World world) {
        int id = world.row.remoteId;
        if (id == 0 && publicPosts(world, world.row.generation) > 0) {
            return Property.GIVEN_UP_YET_PUBLIC;
        }
        boolean open = world.posts.isPublic(id);
        boolean toldOpen = world.row.remoteState == RemoteState.PUBLIC;
        if (id == 0 || open == toldOpen || world.posts.byHand[id]) {
            return null;
        }
        return open ? Property.GIVEN_UP_YET_PUBLIC : Property.GIVEN_UP_YET_HIDDEN;
    }

    private static boolean givenUpWithReason(World world) {
        String code = world.row.lastCode;
        if (code == null || !world.row.givenUp) {
            return false;
        }
        int id = world.row.remoteId;
        return switch (code) {
            case "RETRIES_EXHAUSTED" -> world.row.strikes + 1 >= world.bounds.strikes();
            case "WP_DRAFT_REMOVED" -> world.posts.byHand[id] || world.bounds.upTo(Disturbance.EDIT) > 0;
            case "WP_REFUSED_CONTENT" -> world.bounds.upTo(Disturbance.LOSS) > 0;
            case "DUPLICATE_POSTS" -> world.bounds.edits().contains(Edit.OPEN);
            default -> false;
        };
    }

    /** Whether a visit that begins now cannot but know that a person took the post away. */
    static boolean removedByEditor(World world) {
        ModelLedger row = world.row;
        int id = row.remoteId;
        if (id == 0 || row.overrides || world.posts.isPublic(id)) {
            return false;
        }
        if (world.posts.status[id] != Posts.DRAFT || row.remoteState == RemoteState.REMOVED) {
            return true;
        }
        // A FILL that is under way may put back the draft that it read: who finds one cannot tell whose doing it is.
        boolean heldByUs = row.unsettledChange == Change.FILL
                || row.unsettledAfterFill
                || (row.unsettledChange != null && row.unsettledWish.visibility() == Visibility.DRAFT);
        return row.remoteState == RemoteState.PUBLIC
                && row.wish.isPublic()
                && !row.statusSent
                && !heldByUs
                && world.posts.byHand[id];
    }

    static void checkpointed(World world, int before) {
        int now = world.row.remoteId;
        if (before != 0 && before != now) {
            world.outrage = Property.SET_ONCE;
        } else if (world.posts.status[now] == Posts.GONE && !world.posts.byHand[now]) {
            world.outrage = Property.FROM_THE_SITE;
        }
    }

    static boolean saysWhereThePostStands(ReceiptKind kind) {
        return switch (kind) {
            case RESERVED, PUBLISHED, UNPUBLISHED, REMOVED, CANCELLED, GENERATION_OPENED -> true;
            case CANCEL_REFUSED, SCHEDULED, CLAIMED, DEFERRED, UNCONFIRMED, PARKED, FAILED -> false;
        };
    }

    private static boolean told(World world) {
        ReceiptKind last = world.told;
        return switch (world.row.remoteState) {
            case RESERVED -> last == ReceiptKind.RESERVED;
            case PUBLIC -> last == ReceiptKind.PUBLISHED;
            case HELD -> last == ReceiptKind.UNPUBLISHED;
            case REMOVED -> last == ReceiptKind.REMOVED;
            case null ->
                world.row.cancelled
                        ? last == ReceiptKind.CANCELLED
                        : last == (world.row.generation > 1 ? ReceiptKind.GENERATION_OPENED : null);
        };
    }

    /** Those that a person made public are the person's. */
    private static int publicPosts(World world, int generation) {
        int count = 0;
        for (int id = 1; id <= Posts.MOST; id++) {
            if (world.posts.isPublic(id) && !world.posts.byHand[id] && world.posts.generation[id] == generation) {
                count++;
            }
        }
        return count;
    }
}
