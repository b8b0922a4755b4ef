package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a visit does next: an act that yields new evidence, or the end of the visit. */
public sealed interface NextStep {

    /** Something to do, whose result is the next evidence. */
    sealed interface Act extends NextStep {}

    /** Something to record, with which the visit is over. */
    sealed interface End extends NextStep {}

    /** Look for posts of this slot. */
    record LookUp(@Nullable Problem refusal) implements Act {}

    /** Create a private draft under the technical slug, with the whole body. */
    record Reserve() implements Act {}

    /** What is done under the key of a site that takes keys. */
    sealed interface ByKey extends Act {}

    /** Make the key's post in the wanted state, all in one; its intent is committed first. */
    record CreateByKey() implements ByKey {}

    /** Shut out older creates under the key, and learn whether one has made the post. */
    record Fence(@Nullable Problem refusal) implements ByKey {}

    /** Put the key's post on record. */
    record RecordKey(PostId id, @Nullable SeenPost shown) implements ByKey {}

    /** Put on record that there is no post under the key, and none will come of what was sent. */
    record ForgetKey(@Nullable Problem refusal) implements ByKey {}

    /** Put this id on record, if none is. */
    record Checkpoint(PostId id, @Nullable SeenPost drafted) implements Act {}

    /** Delete our own draft, since another id stands on record. */
    record DropDraft(PostId ours, PostId standing) implements Act {}

    /** Ask the site whether it knows us, before the absence of this post is believed. */
    record CheckCredentials(PostId absent) implements Act {}

    /** Close the generation whose post is proved to be gone, and open the next. */
    record OpenGeneration(PostId absent, String detail) implements Act {}

    /** Look at the recorded post. */
    record Look(PostId id, Stage stage) implements Act {}

    /** Write to the recorded post; its intent is committed first. {@code choice}: which fields; null for all. */
    record Write(PostId id, Change change, @Nullable FieldChoice choice) implements Act {

        /** All that the change sends. */
        public Write(PostId id, Change change) {
            this(id, change, null);
        }
    }

    /** The post is public and shows the wanted revision, or an editor made a held draft public. */
    record RecordPublic(SeenPost post) implements End {}

    /** The post is held as a draft, as the client asked. */
    record RecordHeld(SeenPost post) implements End {}

    /** An editor removed or withdrew the post; {@code post} is null where it is deleted. */
    record RecordRemoved(PostId id, @Nullable SeenPost post, String detail) implements End {}

    /** All is as the last receipt told. */
    record StillTrue() implements End {}

    /** A different request may still land: nothing is written before this time. */
    record WaitForLateRequest(Instant until) implements End {}

    /** The revision was given up before, and the site shows what no receipt has told. */
    record RecordShown(Shown shown) implements End {}

    /** The site said yes, yet the post is not in the wanted state. {@code shown}: what must be told if that is given up. */
    record NotApplied(Problem problem, @Nullable Shown shown) implements End {}

    /** The site refused for good. {@code shown}: what must be told with it, null if all that is public was told. */
    record Fail(Problem problem, @Nullable Shown shown) implements End {}

    /** Only a person can decide. */
    record Park(Problem problem) implements End {}
}
