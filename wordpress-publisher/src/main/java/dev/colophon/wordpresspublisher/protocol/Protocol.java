package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.protocol.NextStep.Act;
import dev.colophon.wordpresspublisher.protocol.OnRecord.Nothing;
import dev.colophon.wordpresspublisher.protocol.OnRecord.Post;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The publication protocol: from where a publication stands and what was seen last, the next step. Pure and total.
 *
 * <p>Only the recorded id is ever filled or published; every write is preceded by a look in the same visit, or by
 * the create whose answer showed the draft; a different
 * state is not written while an older request may still land. A generation is closed only by an explicit retry, and only
 * when its post was seen to be gone after the site has shown that it knows us.
 */
public final class Protocol {

    private Protocol() {}

    /** The next step of a visit. */
    public static NextStep next(Standing standing, Evidence evidence) {
        return switch (evidence) {
            case Evidence.Arrived(var keys, var first) -> arrive(standing, keys, first);
            case Evidence.MadeByKey(var id, var shown) -> new NextStep.RecordKey(id, shown);
            case Evidence.RefusedByKey(var problem) -> new NextStep.Fence(problem);
            case Evidence.Fenced(var post, var refusal) ->
                post == null ? new NextStep.ForgetKey(refusal) : new NextStep.RecordKey(post, null);
            case Evidence.KeyOnRecord(var id, var shown) ->
                shown == null
                        ? new NextStep.Look(id, new Stage.Arriving())
                        : seen(standing, shown, new Stage.ReadBack());
            case Evidence.KeyForgotten(var refusal) ->
                refusal == null ? new NextStep.StillTrue() : new NextStep.Fail(refusal, null);
            case Evidence.LookedUp(var posts, var refusal) -> choose(posts, refusal);
            case Evidence.Drafted(var post) -> new NextStep.Checkpoint(post.id(), post);
            case Evidence.Checkpointed(var id, var drafted) ->
                drafted == null
                        ? new NextStep.Look(id, new Stage.Arriving())
                        : seen(standing, drafted, new Stage.Filled());
            case Evidence.Taken(var recorded, var ours) -> giveWay(recorded, ours);
            case Evidence.Dropped(var recorded) -> new NextStep.Look(recorded, new Stage.Arriving());
            case Evidence.Seen(var post, var stage) -> seen(standing, post, stage);
            case Evidence.Gone(var id, var stage) ->
                gone(standing, id, null, "The post does not exist at the site any more.", stage);
            case Evidence.Recognised(var id) -> new NextStep.Look(id, new Stage.Verifying());
            case Evidence.GenerationOpened _ -> new NextStep.LookUp(null);
            case Evidence.Written(var id, var change) ->
                new NextStep.Look(id, change == Change.FILL ? new Stage.Filled() : new Stage.ReadBack());
            case Evidence.DraftRefused(var problem) -> new NextStep.LookUp(problem);
            case Evidence.WriteRefused(var id, var change, var problem) ->
                new NextStep.Look(id, new Stage.AfterRefusal(change, problem));
        };
    }

    /**
     * A create under a key is followed by no other road: the post may be public already, under no slug that we know. Of a story that
     * nobody has visited there is nothing to be found.
     */
    private static NextStep arrive(Standing standing, boolean keys, boolean first) {
        boolean over = standing.wanted().endTold();
        return switch (standing.onRecord()) {
            case Nothing(var keyed) when over && keyed -> new NextStep.Fence(null);
            // Its end is told without a post: cancelled or given up. Nothing is wanted, so nothing is made.
            case Nothing _ when over -> new NextStep.StillTrue();
            case Nothing(var keyed) when keyed || keys -> new NextStep.CreateByKey();
            case Nothing _ -> first ? new NextStep.Reserve() : new NextStep.LookUp(null);
            case Post post -> new NextStep.Look(post.id(), new Stage.Arriving());
        };
    }

    /** A public post of ours before any draft, the lowest draft before a new one; never one of two public posts. */
    private static NextStep choose(List<SeenPost> posts, @Nullable Problem refusal) {
        List<SeenPost> live = posts.stream()
                .filter(post -> post.status() != SeenStatus.TRASH)
                .sorted(Comparator.comparing((SeenPost post) -> !post.isPublic())
                        .thenComparingLong(post -> post.id().value()))
                .toList();
        List<PostId> open =
                live.stream().filter(SeenPost::isPublic).map(SeenPost::id).toList();
        if (open.size() > 1) {
            return new NextStep.Park(new Problem(
                    "DUPLICATE_POSTS", "The site shows more than one public post of this publication: " + open, null));
        }
        if (!live.isEmpty()) {
            return new NextStep.Checkpoint(live.getFirst().id(), null);
        }
        return refusal == null ? new NextStep.Reserve() : new NextStep.Fail(refusal, null);
    }

    /** Our draft is deleted only if it is another one than the recorded: the winner may have adopted ours. */
    private static Act giveWay(PostId recorded, PostId ours) {
        return recorded.equals(ours)
                ? new NextStep.Look(recorded, new Stage.Arriving())
                : new NextStep.DropDraft(ours, recorded);
    }

    private static NextStep seen(Standing standing, SeenPost post, Stage stage) {
        if (!(standing.onRecord() instanceof Post recorded) || !recorded.id().equals(post.id())) {
            throw new IllegalStateException("only the recorded post is looked at, not " + post.id());
        }
        if (!post.belongsTo(standing.slot(), recorded.slug())) {
            return new NextStep.Park(new Problem(
                    "FOREIGN_POST",
                    "Post %s at the site carries neither our marker nor our slug; it is not touched."
                            .formatted(post.id()),
                    null));
        }
        if (post.status() == SeenStatus.TRASH) {
            return gone(standing, post.id(), post, "The post is in the trash of the site.", stage);
        }
        if (!post.isPublic() && withdrawn(standing, recorded)) {
            String detail = "An editor set the post back to " + post.status().word() + ".";
            return removed(standing, recorded.state(), post.id(), post, detail);
        }
        if (standing.wanted().givenUp()) {
            Shown shown = Untold.of(standing, recorded, post);
            return shown == null ? new NextStep.StillTrue() : tell(standing, shown, new NextStep.RecordShown(shown));
        }
        return post.isPublic()
                ? whilePublic(standing, recorded, post, stage)
                : whileDraft(standing, recorded, post, stage);
    }

    /** Not public any more, and neither the client nor a late request of ours made it so. */
    private static boolean withdrawn(Standing standing, Post recorded) {
        return switch (recorded.state()) {
            case RESERVED, HELD -> false;
            case REMOVED -> !standing.wanted().overrides();
            case PUBLIC -> standing.wanted().isPublic() && !mayBeOurs(standing, recorded, Visibility.DRAFT);
        };
    }

    /** Deleted or in the trash. */
    private static NextStep gone(Standing standing, PostId id, @Nullable SeenPost trashed, String detail, Stage stage) {
        RemoteState state = standing.onRecord() instanceof Post recorded ? recorded.state() : RemoteState.RESERVED;
        if (standing.wanted().givenUp() && (state == RemoteState.RESERVED || state == RemoteState.REMOVED)) {
            return new NextStep.StillTrue(); // nobody can see it, and nobody was told otherwise
        }
        return switch (state) {
            case RESERVED ->
                standing.wanted().overrides()
                        ? replace(standing, id, trashed, detail, stage)
                        : draftRemoved(standing, id, trashed, detail);
            case REMOVED ->
                standing.wanted().overrides()
                        ? replace(standing, id, trashed, detail, stage)
                        : removed(standing, state, id, trashed, detail);
            case PUBLIC, HELD -> removed(standing, state, id, trashed, detail);
        };
    }

    /** A late publish of ours can bring a trashed draft back, and public: only after that it is given up. */
    private static NextStep draftRemoved(Standing standing, PostId id, @Nullable SeenPost trashed, String detail) {
        var park = new NextStep.Park(new Problem(
                "WP_DRAFT_REMOVED", "The reserved draft " + id + " was removed before it was public. " + detail, null));
        return trashed == null ? park : onceNothingCanLand(standing, park);
    }

    private static NextStep removed(
            Standing standing, RemoteState state, PostId id, @Nullable SeenPost post, String detail) {
        return state == RemoteState.REMOVED && standing.wanted().settled()
                ? new NextStep.StillTrue()
                : new NextStep.RecordRemoved(id, post, detail);
    }

    /** Absence counts only from a site that has just recognised us, and while no late publish can revive a trashed post. */
    private static NextStep replace(
            Standing standing, PostId id, @Nullable SeenPost trashed, String detail, Stage stage) {
        if (!(stage instanceof Stage.Verifying)) {
            return new NextStep.CheckCredentials(id);
        }
        var open = new NextStep.OpenGeneration(id, detail);
        return trashed == null ? open : onceNothingCanLand(standing, open);
    }

    private static NextStep whilePublic(Standing standing, Post recorded, SeenPost post, Stage stage) {
        if (standing.wanted().settled() && !standing.wanted().isPublic() && recorded.state() == RemoteState.PUBLIC) {
            return new NextStep.StillTrue(); // an editor made the held draft public, and the receipt has told so
        }
        if (!standing.wanted().isPublic() && !openedByEditor(standing, recorded)) {
            return switch (stage) {
                case Stage.Arriving _, Stage.Verifying _, Stage.Filled _ ->
                    write(standing, recorded, post, Change.HOLD);
                case Stage.ReadBack _ -> notApplied(standing, recorded, "draft", post);
                case Stage.AfterRefusal(var _, var problem) -> refused(standing, recorded, post, problem);
            };
        }
        return switch (stage) {
            case Stage.Arriving _, Stage.Verifying _ -> convergePublic(standing, recorded, post);
            case Stage.Filled _ -> update(standing, recorded, post);
            case Stage.ReadBack _ -> new NextStep.RecordPublic(post);
            case Stage.AfterRefusal(var change, var problem) ->
                change == Change.PUBLISH ? new NextStep.RecordPublic(post) : refused(standing, recorded, post, problem);
        };
    }

    private static NextStep convergePublic(Standing standing, Post recorded, SeenPost post) {
        boolean known = recorded.state() == RemoteState.PUBLIC
                && post.contentHash() != null
                && post.contentHash().equals(recorded.contentHash());
        if (standing.wanted().settled()) {
            if (known) {
                return new NextStep.StillTrue();
            }
            if (recorded.state() == RemoteState.HELD) {
                return new NextStep.RecordPublic(post);
            }
        }
        return landed(standing, Change.PUBLISH) ? new NextStep.RecordPublic(post) : update(standing, recorded, post);
    }

    /** Only what stands otherwise than wanted is written, and an editor's hand is respected as the site's policy says. */
    private static NextStep update(Standing standing, Post recorded, SeenPost post) {
        Wish wish = standing.wish();
        if (wish.prints().isEmpty()) {
            return unlessLate(standing, new NextStep.Write(post.id(), Change.UPDATE));
        }
        FieldChoice choice = choice(standing, recorded, post);
        if (waitsForAPerson(standing, choice)) {
            return standing.wanted().settled() && recorded.state() == RemoteState.PUBLIC
                    ? new NextStep.StillTrue()
                    : onceNothingCanLand(standing, new NextStep.Park(edited(post, choice)));
        }
        return choice.send().isEmpty()
                ? unlessLate(standing, new NextStep.RecordPublic(post))
                : unlessLate(standing, new NextStep.Write(post.id(), Change.UPDATE, choice));
    }

    private static FieldChoice choice(Standing standing, Post recorded, SeenPost post) {
        Wish wish = standing.wish();
        boolean decided = wish.policy() == EditPolicy.PARK && standing.wanted().overrides();
        Wish asked = decided ? new Wish(EditPolicy.OVERWRITE, wish.prints()) : wish;
        return FieldChoice.of(asked, recorded.written(), post.prints());
    }

    private static boolean waitsForAPerson(Standing standing, FieldChoice choice) {
        return standing.wish().policy() == EditPolicy.PARK && !choice.kept().isEmpty();
    }

    /**
     * What was changed of a held post is respected as in an update: there it lies on an editor's desk. What is to be taken from the
     * public waits for nobody: what an editor changed is left. All is sent where nothing is on record of the fields, and where a late
     * request of ours has opened a held post or put back a public one: then what it shows is our own doing.
     */
    private static NextStep write(Standing standing, Post recorded, SeenPost post, Change change) {
        boolean onTheDesk = recorded.state() == RemoteState.HELD && !post.isPublic();
        boolean closes = recorded.state() == RemoteState.PUBLIC && change == Change.HOLD;
        boolean known = !recorded.written().fields().isEmpty()
                && !standing.wish().prints().isEmpty();
        if (!known || !(onTheDesk || closes)) {
            return unlessLate(standing, new NextStep.Write(post.id(), change));
        }
        FieldChoice choice = choice(standing, recorded, post);
        if (onTheDesk && waitsForAPerson(standing, choice)) {
            return standing.wanted().settled()
                    ? new NextStep.StillTrue()
                    : onceNothingCanLand(standing, new NextStep.Park(edited(post, choice)));
        }
        Change needed = change == Change.FILL && !choice.fills() ? Change.PUBLISH : change;
        FieldChoice sent = needed == Change.FILL ? choice : choice.naming(standing.wish());
        return unlessLate(standing, new NextStep.Write(post.id(), needed, sent));
    }

    private static Problem edited(SeenPost post, FieldChoice choice) {
        return new Problem(
                "WP_EDITED_AT_SITE",
                "An editor changed post %s at the site (%s), and the site's policy is to ask a person. Nothing was written."
                        .formatted(post.id(), String.join(", ", new TreeSet<>(choice.kept()))),
                null);
    }

    private static NextStep whileDraft(Standing standing, Post recorded, SeenPost post, Stage stage) {
        boolean wantPublic = standing.wanted().isPublic();
        return switch (stage) {
            case Stage.Arriving _, Stage.Verifying _ -> {
                if (!wantPublic && standing.wanted().settled() && recorded.state() == RemoteState.HELD) {
                    yield new NextStep.StillTrue();
                }
                yield write(standing, recorded, post, wantPublic ? Change.FILL : Change.HOLD);
            }
            case Stage.Filled _ -> write(standing, recorded, post, wantPublic ? Change.PUBLISH : Change.HOLD);
            case Stage.ReadBack _ ->
                wantPublic ? notApplied(standing, recorded, "publish", post) : new NextStep.RecordHeld(post);
            case Stage.AfterRefusal(var _, var problem) -> refused(standing, recorded, post, problem);
        };
    }

    /** A held draft that is public although no request of ours can have made it so: the editor's right. */
    private static boolean openedByEditor(Standing standing, Post recorded) {
        return recorded.state() == RemoteState.HELD && !mayBeOurs(standing, recorded, Visibility.PUBLIC);
    }

    /** A request of ours leaves the post so, if it lands late. A FILL names no status, yet puts back the draft that it read. */
    private static boolean mayBeOurs(Standing standing, Post recorded, Visibility visibility) {
        Unsettled unsettled = standing.unsettled();
        return recorded.statusSent()
                || (unsettled != null
                        && (unsettled.visibility() == visibility
                                || (visibility == Visibility.DRAFT && unsettled.putsBackDraft())));
    }

    /** This very state was being sent by this change, and the site shows it: the lost answer was a yes. */
    private static boolean landed(Standing standing, Change change) {
        Unsettled unsettled = standing.unsettled();
        return unsettled != null
                && unsettled.change() == change
                && unsettled.fingerprint().equals(standing.wanted().fingerprint());
    }

    /** Repeating the same state is free; a different one waits until the older request can land no more. */
    private static NextStep unlessLate(Standing standing, NextStep write) {
        Unsettled unsettled = standing.unsettled();
        boolean same = unsettled != null
                && unsettled.fingerprint().equals(standing.wanted().fingerprint());
        return same ? write : onceNothingCanLand(standing, write);
    }

    private static NextStep onceNothingCanLand(Standing standing, NextStep step) {
        Unsettled unsettled = standing.unsettled();
        if (unsettled == null) {
            return step;
        }
        Instant safe = unsettled.lastSentAt().plus(standing.lateRequestBound());
        return standing.now().isBefore(safe) ? new NextStep.WaitForLateRequest(safe) : step;
    }

    /** What is public is told, whatever else was refused: nobody shall read "failed" while readers see the post. */
    private static NextStep refused(Standing standing, Post recorded, SeenPost post, Problem problem) {
        Shown shown = Untold.of(standing, recorded, post);
        var fail = new NextStep.Fail(problem, shown);
        return shown == null ? fail : tell(standing, shown, fail);
    }

    /** If it is the wanted revision that the site shows, its end has come after all. */
    private static NextStep tell(Standing standing, Shown shown, NextStep otherwise) {
        if (shown.revision() != standing.wanted().revision()) {
            return otherwise;
        }
        return shown.state() == RemoteState.PUBLIC
                ? new NextStep.RecordPublic(shown.post())
                : new NextStep.RecordHeld(shown.post());
    }

    private static NextStep notApplied(Standing standing, Post recorded, String wanted, SeenPost post) {
        var problem = new Problem(
                "WP_STATUS_NOT_APPLIED",
                "The site accepted the status %s, yet shows post %s as %s."
                        .formatted(wanted, post.id(), post.status().word()),
                200);
        return new NextStep.NotApplied(problem, Untold.of(standing, recorded, post));
    }
}
