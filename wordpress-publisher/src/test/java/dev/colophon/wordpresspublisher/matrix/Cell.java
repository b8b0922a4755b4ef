package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.fault.Step;
import java.util.Optional;
import java.util.stream.Stream;

/** One cell of the matrix: a worker is interrupted at a step, the site answers in one way, and the client may ask on. */
record Cell(Road road, Step step, When when, SiteAnswer answer, Then then) {

    private static final String OTHERS_ROAD =
            "no other worker sends this request: with an id on record nothing is dropped";

    /** Why this cell cannot happen; empty for one that can. */
    Optional<String> unreachable() {
        return Stream.of(
                        because(
                                road.leavesOut(step),
                                "under a key there is no draft to be reserved, filled or dropped"),
                        because(
                                step == Step.CANCELLED,
                                "a cancel that is in time ends in no post: raced by tests of its own"),
                        because(
                                step == Step.CLAIMED && when == When.BEFORE,
                                "a claim is one statement: before it there is no visit"),
                        because(
                                when == When.WAKE && answer != SiteAnswer.DONE && endsWithoutRequest(),
                                "the sleeper finds in the database that it is too late, and sends nothing more"),
                        because(
                                road == Road.KEYED && answer.failsBeforeAWrite() && meetsARepeatedCreate(),
                                "a create that is repeated finds its post and writes nothing"),
                        because(
                                step == Step.RECORDED
                                        && when == When.AFTER
                                        && answer != SiteAnswer.DONE
                                        && then == Then.NOTHING,
                                "the end is on record, and no request follows"),
                        because(
                                step == Step.DROPPED
                                        && (when == When.BEFORE || when == When.PAUSE)
                                        && answer != SiteAnswer.DONE,
                                OTHERS_ROAD),
                        because(
                                afterRemoval() && then != Then.NOTHING,
                                "a later revision takes the retry's leave back: the story stays removed"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> because(boolean holds, String reason) {
        return holds ? Optional.of(reason) : Optional.empty();
    }

    /** The step is a transaction that refuses whoever comes late. */
    private boolean endsWithoutRequest() {
        return switch (step.word()) {
            case "accepted", "checkpointed", "generation_opened", "intended", "recorded" -> true;
            case "claimed" -> road == Road.KEYED; // its intent comes before any request
            default -> false;
        };
    }

    private boolean meetsARepeatedCreate() {
        return switch (step.word()) {
            case "looked_up", "checkpointed" -> when == When.BEFORE || when == When.PAUSE;
            case "published" -> when == When.WAKE;
            default -> false;
        };
    }

    /** Steps that only an explicit retry of a removed post comes to. */
    boolean afterRemoval() {
        return step == Step.CREDENTIALS_CHECKED || step == Step.GENERATION_OPENED;
    }

    /** A 400 to a write by id is the site's last word on that revision: told as failed, and healed by the next one. */
    boolean mayFail() {
        return answer == SiteAnswer.DONE_BUT_400 && !asksOnly();
    }

    private boolean asksOnly() {
        return switch (step.word()) {
            case "looked_up", "looked", "verified", "credentials_checked", "dropped" -> true;
            default -> false;
        };
    }

    /**
     * Whether the site's answer is for this request: the step's own, or for a step that sends none the next that speaks of
     * posts. Whoever takes over with a newer revision in hand may write something else than the step did.
     */
    boolean isMetBy(RecordedRequest request) {
        boolean anyWrite = then != Then.NOTHING && (when == When.BEFORE || when == When.PAUSE);
        boolean byKey = road == Road.KEYED && Road.isByKey(request);
        return byKey ? isMetByKey(request, anyWrite) : isMetById(request, anyWrite);
    }

    /** Who takes over from one that was about to fence sends its create again. */
    private boolean isMetByKey(RecordedRequest request, boolean anyWrite) {
        return switch (step.word()) {
            case "looked_up" -> Road.fences(request) || when == When.BEFORE || when == When.PAUSE;
            case "published" -> !Road.fences(request);
            case "looked", "verified", "credentials_checked" -> false;
            case "updated", "unpublished" -> anyWrite;
            default -> true;
        };
    }

    private boolean isMetById(RecordedRequest request, boolean anyWrite) {
        boolean one = request.route().matches("/wp/v2/posts/\\d+");
        boolean all = request.route().equals("/wp/v2/posts");
        String method = request.method();
        return switch (step.word()) {
            case "looked_up" -> all && method.equals("GET");
            case "reserved" -> all && method.equals("POST");
            case "looked", "verified" -> one && method.equals("GET");
            case "dropped" -> one && method.equals("DELETE");
            case "filled", "updated" ->
                one
                        && method.equals("POST")
                        && (anyWrite || (says(request, "") && request.json().has("content")));
            case "published" -> one && method.equals("POST") && (anyWrite || says(request, "publish"));
            case "unpublished" -> one && method.equals("POST") && (anyWrite || says(request, "draft"));
            case "credentials_checked" -> request.route().equals("/wp/v2/users/me");
            default -> one || all;
        };
    }

    private static boolean says(RecordedRequest request, String status) {
        return request.json().path("status").asString("").equals(status);
    }

    @Override
    public String toString() {
        return (road == Road.STOCK ? "" : road + " ") + when + " " + step.word() + " × " + answer
                + (then == Then.NOTHING ? "" : " then " + then);
    }
}
