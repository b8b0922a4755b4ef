package dev.colophon.publishapi.status;

import dev.colophon.publishapi.outbox.Action;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a publication when someone asks for more, and what may be asked for in it. It may lag behind the
 * publisher's ledger, which decides for good: what is refused here is refused by what is proved already.
 *
 * @param updateStatus of a newer revision while the published one stays
 * @param postOnRecord whether a post of it, public or not, is known to be at the site
 * @param newest what the newest job asks for
 * @param wanted what the newest job asks for that is no cancellation
 */
public record Situation(
        Status status, @Nullable String updateStatus, boolean postOnRecord, Action newest, Action wanted) {

    /** What becomes of a request. */
    public enum Ruling {
        ACCEPTED,
        /** It is so already, or asked for already. */
        REPEATED,
        REFUSED
    }

    /** The same with a post on record. */
    public Situation withPostOnRecord() {
        return new Situation(status, updateStatus, true, newest, wanted);
    }

    /** What becomes of a request for this action. */
    public Ruling on(Action action) {
        return switch (action) {
            case PUBLISH -> Ruling.ACCEPTED;
            case UNPUBLISH -> onUnpublish();
            case CANCEL -> onCancel();
            case RETRY -> canBeRetried() ? Ruling.ACCEPTED : Ruling.REFUSED;
        };
    }

    /** Whether it makes sense to ask for this: a publication that failed has nothing left that a cancellation could stop. */
    public boolean offers(Action action) {
        return on(action) == Ruling.ACCEPTED && !(action == Action.CANCEL && status == Status.FAILED);
    }

    private Ruling onUnpublish() {
        var asked = wanted == Action.UNPUBLISH && newest != Action.CANCEL && !endedWithoutEffect();
        if (status == Status.UNPUBLISHED || asked) {
            return Ruling.REPEATED;
        }
        return postOnRecord ? Ruling.ACCEPTED : Ruling.REFUSED;
    }

    private Ruling onCancel() {
        return switch (status) {
            case CANCELLED -> Ruling.REPEATED;
            case PUBLISHED, UNPUBLISHED, REMOVED -> Ruling.REFUSED;
            case ACCEPTED, SCHEDULED, PUBLISHING, DEFERRED, UNCONFIRMED, PARKED, FAILED ->
                newest == Action.CANCEL ? Ruling.REPEATED : Ruling.ACCEPTED;
        };
    }

    private boolean canBeRetried() {
        return switch (status) {
            case FAILED, PARKED, CANCELLED, REMOVED -> true;
            case PUBLISHED -> StatusResource.FAILED.equals(updateStatus) || StatusResource.PARKED.equals(updateStatus);
            case ACCEPTED, SCHEDULED, PUBLISHING, DEFERRED, UNCONFIRMED, UNPUBLISHED -> false;
        };
    }

    /** Whether what was last asked for was refused or taken back for good, so that asking again is a new attempt. */
    public boolean endedWithoutEffect() {
        return status == Status.FAILED || status == Status.CANCELLED || StatusResource.FAILED.equals(updateStatus);
    }
}
