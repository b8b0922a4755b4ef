package dev.colophon.publishapi.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a publication next, by itself.
 *
 * @param action stable, for programs; NONE if nothing happens unless someone asks for it
 * @param at not before then; null where no time is set
 * @param detail the same in words
 */
public record Outlook(Next action, @Nullable Instant at, String detail) {

    /** What comes next by itself. */
    public enum Next {
        TAKE_UP,
        PUBLISH_ON_SCHEDULE,
        FINISH,
        TRY_AGAIN,
        VERIFY_AT_SITE,
        NONE
    }

    /** The outlook of a publication that stands like this. */
    public static Outlook of(StatusResource publication) {
        var at = publication.nextAttemptAt();
        return switch (publication.status()) {
            case ACCEPTED -> waiting("It waits for the publisher, which takes it up by itself.");
            case SCHEDULED ->
                new Outlook(
                        Next.PUBLISH_ON_SCHEDULE, at, "It is published by itself" + when(at, "when its time comes"));
            case PUBLISHING -> new Outlook(Next.FINISH, null, "The publisher is at work on it and ends it by itself.");
            case DEFERRED -> again(at);
            case UNCONFIRMED -> verify(at);
            case PARKED -> parked(publication);
            case PUBLISHED -> ofUpdate(publication);
            case UNPUBLISHED, REMOVED, FAILED, CANCELLED -> nothing();
        };
    }

    private static Outlook ofUpdate(StatusResource publication) {
        var update = publication.updateStatus();
        var at = publication.nextAttemptAt();
        return switch (update) {
            case null -> nothing();
            case "pending" -> waiting("The newer revision waits for the publisher, which takes it up by itself.");
            case "publishing" ->
                new Outlook(Next.FINISH, null, "The publisher is at work on the newer revision and ends it by itself.");
            case "deferred" -> again(at);
            case "unconfirmed" -> verify(at);
            case StatusResource.PARKED -> parked(publication);
            default -> nothing();
        };
    }

    private static Outlook waiting(String detail) {
        return new Outlook(Next.TAKE_UP, null, detail);
    }

    private static Outlook again(@Nullable Instant at) {
        return new Outlook(Next.TRY_AGAIN, at, "It is tried again by itself" + when(at, "shortly"));
    }

    private static Outlook verify(@Nullable Instant at) {
        return new Outlook(
                Next.VERIFY_AT_SITE,
                at,
                "Nobody knows yet whether the site did it: the post is looked at by itself" + when(at, "shortly"));
    }

    private static Outlook parked(StatusResource publication) {
        return new Outlook(
                Next.NONE,
                null,
                "Nothing happens by itself. See to the reason, then POST "
                        + publication.links().self() + "/retry.");
    }

    private static Outlook nothing() {
        return new Outlook(Next.NONE, null, "Nothing happens unless someone asks for it.");
    }

    private static String when(@Nullable Instant at, String otherwise) {
        return at == null ? " " + otherwise + "." : " at " + at + " or soon after.";
    }
}
