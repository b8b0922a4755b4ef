package dev.colophon.statusprojector.publication;

import static dev.colophon.statusprojector.publication.Impossible.GAVE_UP_WHAT_STANDS;
import static dev.colophon.statusprojector.publication.Impossible.GENERATION_CLOSED;
import static dev.colophon.statusprojector.publication.Impossible.SECOND_POST;
import static dev.colophon.statusprojector.publication.Impossible.STILL_PUBLIC;
import static dev.colophon.statusprojector.publication.Impossible.UNFOUNDED;

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
                case Requested request -> new Advanced(Underway.begin(request.edition()));
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
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

        /** A newer revision of the same generation is asked for. */
        Step onNewer(Edition requested);

        /** A receipt of the same generation and post. */
        Step onReceipt(Receipt receipt);

        @Override
        default Step on(LoggedEvent event) {
            var sameGeneration = event.edition().generation() == newest().generation();
            return switch (event) {
                case Unfounded _ -> new Conflict(this, UNFOUNDED);
                case Requested request when !request.edition().isAfter(newest()) -> new Stale(this);
                case Requested request when sameGeneration -> onNewer(request.edition());
                case Receipt receipt when sameGeneration && isAnotherPost(receipt) -> new Conflict(this, SECOND_POST);
                case Receipt receipt when sameGeneration -> onReceipt(receipt);
                case Receipt receipt when newest().isAfter(receipt.edition()) -> new Conflict(this, GENERATION_CLOSED);
                // A new generation begins, which it may not while the post of the one before is public.
                case LoggedEvent _ when this instanceof Published -> new Conflict(this, STILL_PUBLIC);
                case LoggedEvent first -> new Unborn().on(first);
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
        public Step onNewer(Edition requested) {
            return new Advanced(new Underway(requested, progress.whenRequestedAnew(), post, past));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            var superseded = newest.isAfter(receipt.edition());
            return switch (receipt) {
                case PostPublished published -> new Advanced(nowPublic(published, superseded ? progress : null));
                case PostRemoved removed -> new Advanced(Removed.of(this, removed, past));
                case Progressed _, PostUnpublished _ when superseded -> new Stale(this);
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
        public Step onNewer(Edition requested) {
            return new Advanced(updating(requested, update == null ? Progress.ACCEPTED : update.whenRequestedAnew()));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            var seen = receipt.edition().revision();
            return switch (receipt) {
                case PostRemoved removed -> new Advanced(Removed.of(this, removed, shown));
                case Progressed progressed
                when seen <= revision && progressed.stage().gaveUp() -> new Conflict(this, GAVE_UP_WHAT_STANDS);
                case Progressed _ when seen <= revision || newest.isAfter(receipt.edition()) -> new Stale(this);
                case Progressed progressed -> new Advanced(updating(receipt.edition(), progressed.progress()));
                case PostPublished published when seen < revision || saysNoMore(published) -> new Stale(this);
                case PostPublished published -> new Advanced(nowShowing(published));
                case PostUnpublished _ when newest.isAfter(receipt.edition()) -> new Stale(this);
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
        public Step onNewer(Edition requested) {
            return new Advanced(new Underway(requested, Progress.ACCEPTED, post, past));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            var newer = receipt.edition().isAfter(newest);
            return switch (receipt) {
                case PostRemoved removed -> new Advanced(Removed.of(this, removed, past));
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

    /**
     * Taken away by somebody at the site. What is asked for after that within the generation ends here too: a post that
     * an editor took away is never put back by itself.
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

        @Override
        public Step onNewer(Edition requested) {
            return new Advanced(new Removed(requested, post, past, reason, attempt));
        }

        @Override
        public Step onReceipt(Receipt receipt) {
            return switch (receipt) {
                case Progressed _ when receipt.edition().isAfter(newest) -> onNewer(receipt.edition());
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

        private Published restored(PostPublished receipt) {
            return Published.of(
                    newest.orLater(receipt.edition()),
                    receipt,
                    newest.isAfter(receipt.edition()) ? Progress.ACCEPTED : null);
        }
    }
}
