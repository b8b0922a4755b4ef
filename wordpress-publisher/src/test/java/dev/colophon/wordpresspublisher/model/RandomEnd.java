package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.protocol.Shown;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Wanted;
import dev.colophon.wordpresspublisher.publication.PostId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An end of a visit at random: any that the ledger may be told of an entry whose post has this id, 0 for none. */
record RandomEnd(Random random, int remoteId) {

    private static final Duration LATER = Duration.ofDays(30);
    private static final List<Change> CHANGES = List.of(Change.values());

    Outcome of(Wanted wanted) {
        Unsettled unsettled = unsettled(wanted);
        Duration wait = List.of(Duration.ZERO, LATER).get(random.nextInt(2));
        Duration maybe = random.nextBoolean() ? wait : null;
        int kind = remoteId == 0 ? 3 + random.nextInt(3) : random.nextInt(6);
        return switch (kind) {
            case 0 -> new Outcome.Settled(RemoteState.PUBLIC, seen(SeenStatus.PUBLISH), unsettled, maybe);
            case 1 -> new Outcome.Settled(RemoteState.HELD, seen(SeenStatus.DRAFT), unsettled, maybe);
            case 2 ->
                new Outcome.Settled(
                        RemoteState.REMOVED, random.nextBoolean() ? null : seen(SeenStatus.TRASH), unsettled, maybe);
            case 3 -> new Outcome.Unchanged(unsettled, maybe);
            case 5 -> givenUp(wanted, maybe, unsettled);
            default ->
                new Outcome.Troubled("deferred", "WP_X", random.nextBoolean(), random.nextBoolean(), maybe, unsettled);
        };
    }

    private @Nullable Unsettled unsettled(Wanted wanted) {
        if (remoteId == 0 || random.nextBoolean()) {
            return null;
        }
        Change change = CHANGES.get(random.nextInt(CHANGES.size()));
        return new Unsettled(Instant.now(), wanted.fingerprint(), wanted.visibility(), change, random.nextBoolean());
    }

    /** As a visit does it: a revision whose end is told is given up only where the site shows an earlier one. */
    private Outcome givenUp(Wanted wanted, @Nullable Duration lookIn, @Nullable Unsettled unsettled) {
        boolean shows = wanted.revision() > 1 && remoteId != 0 && random.nextBoolean();
        if (wanted.settled() && !shows) {
            return new Outcome.Unchanged(unsettled, lookIn);
        }
        boolean open = random.nextBoolean();
        Shown shown = !shows
                ? null
                : new Shown(
                        open ? RemoteState.PUBLIC : RemoteState.HELD,
                        wanted.revision() - 1,
                        seen(open ? SeenStatus.PUBLISH : SeenStatus.DRAFT));
        Outcome.Reason reason = wanted.endTold() ? null : new Outcome.Reason("parked", "WP_Y");
        return new Outcome.GivenUp(reason, shown, lookIn, unsettled);
    }

    private SeenPost seen(SeenStatus status) {
        String hash = Wish.hashOf(1 + random.nextInt(2));
        return new SeenPost(new PostId(Math.max(1, remoteId)), status, "slug", "https://x/slug", hash, true);
    }

    /** The same with the fingerprint as the model writes it. */
    static Outcome modelled(Outcome outcome, Wish wish) {
        Unsettled real = outcome.unsettled();
        Unsettled unsettled = real == null
                ? null
                : new Unsettled(
                        real.lastSentAt(), wish.fingerprint(), real.visibility(), real.change(), real.afterFill());
        return switch (outcome) {
            case Outcome.Settled(var state, var seen, var _, var readBack, var _) ->
                new Outcome.Settled(state, seen, unsettled, readBack);
            case Outcome.Unchanged(var _, var readBack) -> new Outcome.Unchanged(unsettled, readBack);
            case Outcome.Troubled(var kind, var code, var failure, var strike, var retry, var _) ->
                new Outcome.Troubled(kind, code, failure, strike, retry, unsettled);
            case Outcome.GivenUp(var reason, var shown, var look, var _) ->
                new Outcome.GivenUp(reason, shown, look, unsettled);
        };
    }
}
