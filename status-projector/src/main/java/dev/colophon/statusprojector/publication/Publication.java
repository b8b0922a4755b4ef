package dev.colophon.statusprojector.publication;

import static dev.colophon.statusprojector.publication.Impossible.CANCELLED_WITH_A_POST;
import static dev.colophon.statusprojector.publication.Impossible.GAVE_UP_WHAT_STANDS;
import static dev.colophon.statusprojector.publication.Impossible.GENERATION_CLOSED;
import static dev.colophon.statusprojector.publication.Impossible.GENERATION_REOPENED;
import static dev.colophon.statusprojector.publication.Impossible.SECOND_POST;
import static dev.colophon.statusprojector.publication.Impossible.STILL_PUBLIC;
import static dev.colophon.statusprojector.publication.Impossible.UNFOUNDED;

import dev.colophon.statusprojector.publication.LoggedEvent.CancelGranted;
import dev.colophon.statusprojector.publication.LoggedEvent.CancelRefused;
import dev.colophon.statusprojector.publication.LoggedEvent.GenerationOpened;
import dev.colophon.statusprojector.publication.LoggedEvent.PostPublished;
import dev.colophon.statusprojector.publication.LoggedEvent.PostRemoved;
import dev.colophon.statusprojector.publication.LoggedEvent.PostUnpublished;
import dev.colophon.statusprojector.publication.LoggedEvent.Progressed;
import dev.colophon.statusprojector.publication.LoggedEvent.Receipt;
import dev.colophon.statusprojector.publication.LoggedEvent.Requested;
import dev.colophon.statusprojector.publication.LoggedEvent.Unfounded;
import dev.colophon.statusprojector.publication.Step.Advanced;
import dev.colophon.statusprojector.publication.Step.Conflict;
import dev.colophon.statusprojector.publication.Step.Stale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a publication. Only {@link Published} says that a post is public, and only a receipt that saw it
 * public leads there; a newer revision that waits or fails never leads away.
 */
public sealed interface Publication {

    /** What the next event in the order of {@link Timeline} does. Total: every event has an answer. */
    Step on(LoggedEvent event);

    /** Nothing is known yet. */
    record Unborn() implements Publication {

        @Override
        public Step on(LoggedEvent event) {
            return switch (event) {
                case Requested request when request.action() == Action.CANCEL -> new Stale(this);
                case Requested request -> new Advanced(Underway.begin(request.edition()));
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
                case CancelRefused _ -> new Stale(this);
                case Receipt receipt -> Underway.begin(receipt.edition()).on(receipt);
            };
        }
    }

    /** A publication with an edition: all but {@link Unborn}. */
    sealed interface Begun extends Publication {

        /** The newest edition that is asked for, or that a receipt tells of. */
        Edition newest();

        /** The post of this generation, once one is on record. */
        @Nullable
        PostId post();

        /** A newer revision is asked for, and it is no cancel. */
        Step onRequest(Edition requested, Action action);

        /** A receipt of the same generation and post. */
        Step onReceipt(Receipt receipt);

        @Override
        default Step on(LoggedEvent event) {
            return switch (event) {
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
                case Requested request -> onRequest(request);
                case Receipt receipt
                when generationOf(receipt) < newest().generation() -> new Conflict(this, GENERATION_CLOSED);
                case Receipt receipt when generationOf(receipt) > newest().generation() -> onNextGeneration(receipt);
                case Receipt receipt when isAnotherPost(receipt) -> new Conflict(this, SECOND_POST);
                case CancelRefused _ -> new Stale(this);
                case Receipt receipt -> onReceipt(receipt);
            };
        }

        /** Whether a cancel came in time, the ledger says; until then it has changed nothing. */
        private Step onRequest(Requested request) {
            var revision = request.edition().revision();
            return request.action() == Action.CANCEL || revision <= newest().revision()
                    ? new Stale(this)
                    : onRequest(newest().withRevision(revision), request.action());
        }

        private static int generationOf(Receipt receipt) {
            return receipt.edition().generation();
        }

        /** A new generation begins, which it may not while the post of the one before is public. */
        private Step onNextGeneration(Receipt first) {
            return switch (first) {
                case CancelRefused _ -> new Stale(this);
                case Receipt _ when this instanceof Published -> new Conflict(this, STILL_PUBLIC);
                case Receipt _ -> new Unborn().on(first);
            };
        }

        private boolean isAnotherPost(Receipt receipt) {
            var seen = receipt.entry().post();
            return seen != null && post() != null && !seen.equals(post());
        }

        /** The receipt's post where none is on record: reserved is enough to know which one it will be. */
        default @Nullable PostId postAfter(Receipt receipt) {
            return post() == null ? receipt.entry().post() : post();
        }
    }

    /**
     * Not public: waiting, being worked on, or given up.
     *
     * @param past the post as it was when it was public earlier in this generation, if it ever was
     */
    record Underway(
            Edition newest,
            Progress progress,
            @Nullable PostId post,
            @Nullable PublicPost past) implements Begun {

        static Underway begin(Edition edition) {
            return new Underway(edition, Progress.ACCEPTED, null, null);
        }

        @Override
        public Step onRequest(Edition requested, Action action) {
            return new Advanced(new Underway(requested, progress.whenRequestedAnew(), post, past));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            var superseded = newest.isAfter(receipt.edition());
            return switch (receipt) {
                case PostPublished published -> new Advanced(nowPublic(published, superseded ? progress : null));
                case PostRemoved removed -> new Advanced(Removed.of(this, removed, past));
                case CancelGranted _ when post != null -> new Conflict(this, CANCELLED_WITH_A_POST);
                case GenerationOpened _ when post != null -> new Conflict(this, GENERATION_REOPENED);
                case Receipt _ when superseded -> new Stale(this);
                case CancelGranted granted -> new Advanced(Cancelled.of(granted));
                case GenerationOpened opened ->
                    new Advanced(new Underway(opened.edition(), opened.progress(), null, null));
                case CancelRefused _ -> new Stale(this);
                case Progressed progressed ->
                    new Advanced(new Underway(receipt.edition(), progressed.progress(), postAfter(receipt), past));
                case PostUnpublished _ ->
                    new Advanced(new Unpublished(
                            receipt.edition(),
                            postAfter(receipt),
                            past,
                            receipt.entry().attempt()));
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
            };
        }

        private Published nowPublic(PostPublished receipt, @Nullable Progress update) {
            return Published.of(newest.orLater(receipt.edition()), receipt, update);
        }
    }

    /**
     * Public at the site.
     *
     * @param revision the one that the site shows
     * @param attempt the attempt that brought it there
     * @param update how a newer revision fares; null when the newest is the one shown
     */
    record Published(
            Edition newest,
            PublicPost shown,
            long revision,
            int attempt,
            @Nullable Progress update) implements Begun {

        public Published {
            if (revision > newest.revision() || (revision == newest.revision()) != (update == null)) {
                throw new IllegalArgumentException("an update is a revision beyond the one shown: " + newest);
            }
        }

        static Published of(Edition newest, PostPublished receipt, @Nullable Progress update) {
            return new Published(
                    newest,
                    receipt.seen(),
                    receipt.edition().revision(),
                    receipt.entry().attempt(),
                    update);
        }

        @Override
        public PostId post() {
            return shown.id();
        }

        @Override
        public Step onRequest(Edition requested, Action action) {
            return new Advanced(updating(requested, update == null ? Progress.ACCEPTED : update.whenRequestedAnew()));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            var seen = receipt.edition().revision();
            return switch (receipt) {
                case PostRemoved removed -> new Advanced(Removed.of(this, removed, shown));
                case CancelGranted _ -> new Conflict(this, CANCELLED_WITH_A_POST);
                case GenerationOpened _ -> new Conflict(this, STILL_PUBLIC);
                case CancelRefused _ -> new Stale(this);
                case Progressed progressed
                when seen <= revision && progressed.stage().gaveUp() -> new Conflict(this, GAVE_UP_WHAT_STANDS);
                case Progressed _ when seen <= revision || newest.isAfter(receipt.edition()) -> new Stale(this);
                case Progressed progressed -> new Advanced(updating(receipt.edition(), progressed.progress()));
                case PostPublished published when seen < revision || saysNoMore(published) -> new Stale(this);
                case PostPublished published -> new Advanced(nowShowing(published));
                case PostUnpublished _ when newest.isAfter(receipt.edition()) -> hiddenBy(receipt);
                case PostUnpublished _ ->
                    new Advanced(new Unpublished(
                            receipt.edition(),
                            shown.id(),
                            shown,
                            receipt.entry().attempt()));
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
            };
        }

        private Published updating(Edition requested, Progress progress) {
            return new Published(requested, shown, revision, attempt, progress);
        }

        /** A revision between the one shown and the newest made it a draft: readers see nothing, however the newest fares. */
        private Step hiddenBy(Receipt receipt) {
            return update != null && receipt.edition().revision() > revision
                    ? new Advanced(new Underway(newest, update, shown.id(), shown))
                    : new Stale(this);
        }

        private boolean saysNoMore(PostPublished receipt) {
            return receipt.edition().revision() == revision && receipt.seen().equals(shown);
        }

        private Published nowShowing(PostPublished receipt) {
            return Published.of(
                    newest.orLater(receipt.edition()), receipt, newest.isAfter(receipt.edition()) ? update : null);
        }
    }

    /** At the site as a draft, because the client asked for one. */
    record Unpublished(
            Edition newest, @Nullable PostId post, @Nullable PublicPost past, int attempt) implements Begun {

        @Override
        public Step onRequest(Edition requested, Action action) {
            return new Advanced(new Underway(requested, Progress.ACCEPTED, post, past));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            var newer = receipt.edition().isAfter(newest);
            return switch (receipt) {
                case PostRemoved removed -> new Advanced(Removed.of(this, removed, past));
                case CancelGranted _ -> new Conflict(this, CANCELLED_WITH_A_POST);
                case GenerationOpened _ -> new Conflict(this, GENERATION_REOPENED);
                case CancelRefused _ -> new Stale(this);
                case Progressed progressed
                when !newer && progressed.stage().gaveUp() -> new Conflict(this, GAVE_UP_WHAT_STANDS);
                case Progressed _, PostUnpublished _ when !newer -> new Stale(this);
                case PostPublished _ when newest.isAfter(receipt.edition()) -> new Stale(this);
                // The revision that was a draft is seen public: somebody at the site published it.
                case PostPublished published -> new Advanced(Published.of(receipt.edition(), published, null));
                case Progressed progressed ->
                    new Advanced(new Underway(receipt.edition(), progressed.progress(), postAfter(receipt), past));
                case PostUnpublished _ ->
                    new Advanced(new Unpublished(
                            receipt.edition(),
                            postAfter(receipt),
                            past,
                            receipt.entry().attempt()));
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
            };
        }
    }

    /** Withdrawn by the client before a post was on record; nothing is wanted until a newer revision is. */
    record Cancelled(Edition newest, int attempt) implements Begun {

        static Cancelled of(CancelGranted receipt) {
            return new Cancelled(receipt.edition(), receipt.entry().attempt());
        }

        @Override
        public @Nullable PostId post() {
            return null;
        }

        @Override
        public Step onRequest(Edition requested, Action action) {
            return new Advanced(Underway.begin(requested));
        }

        /** What is newer goes on from here. Of what was cancelled no post may turn up; if one is public, it is. */
        @Override
        public Step onReceipt(Receipt receipt) {
            return switch (receipt) {
                case PostPublished published -> new Advanced(Published.of(receipt.edition(), published, null));
                case CancelGranted granted when granted.edition().isAfter(newest) -> new Advanced(of(granted));
                case Receipt _
                when receipt.edition().isAfter(newest) ->
                    Underway.begin(receipt.edition()).on(receipt);
                case Receipt _ when receipt.entry().post() != null -> new Conflict(this, CANCELLED_WITH_A_POST);
                case Receipt _ -> new Stale(this);
            };
        }
    }

    /**
     * Taken away by somebody at the site. What is asked for after that within the generation ends here too: a post that
     * an editor took away is never put back by itself, but only when a client asks to retry.
     */
    record Removed(
            Edition newest, @Nullable PostId post, @Nullable PublicPost past, Reason reason, int attempt)
            implements Begun {

        static Removed of(Begun before, PostRemoved receipt, @Nullable PublicPost past) {
            return new Removed(
                    before.newest().orLater(receipt.edition()),
                    before.postAfter(receipt),
                    past,
                    receipt.reason(),
                    receipt.entry().attempt());
        }

        /** Only who asks for it on purpose may have it tried once more. */
        @Override
        public Step onRequest(Edition requested, Action action) {
            return action == Action.RETRY
                    ? new Advanced(new Underway(requested, Progress.ACCEPTED, post, past))
                    : new Advanced(stillRemoved(requested));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            return switch (receipt) {
                case CancelGranted _ -> new Conflict(this, CANCELLED_WITH_A_POST);
                case GenerationOpened _ -> new Conflict(this, GENERATION_REOPENED);
                case CancelRefused _ -> new Stale(this);
                case Progressed _
                when receipt.edition().isAfter(newest) -> new Advanced(stillRemoved(receipt.edition()));
                case Progressed _ -> new Stale(this);
                case PostRemoved removed
                when removed.edition().isAfter(newest) -> new Advanced(Removed.of(this, removed, past));
                case PostRemoved _ -> new Stale(this);
                // Restored at the site, and seen there: evidence of today outranks evidence of yesterday.
                case PostPublished published -> new Advanced(restored(published));
                case PostUnpublished _ when newest.isAfter(receipt.edition()) -> new Stale(this);
                case PostUnpublished _ ->
                    new Advanced(new Unpublished(
                            receipt.edition(),
                            postAfter(receipt),
                            past,
                            receipt.entry().attempt()));
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
            };
        }

        private Removed stillRemoved(Edition requested) {
            return new Removed(requested, post, past, reason, attempt);
        }

        private Published restored(PostPublished receipt) {
            return Published.of(
                    newest.orLater(receipt.edition()),
                    receipt,
                    newest.isAfter(receipt.edition()) ? Progress.ACCEPTED : null);
        }
    }
}
