package dev.colophon.publishapi.console;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter, opened.
 *
 * @param standing how it stands, in a word
 * @param why what that rests on
 * @param body masked by the service that keeps it
 * @param besides what is not shown of the body; empty if all is
 */
record OpenLetter(
        LetterRow row,
        boolean replayable,
        String sign,
        String tone,
        String standing,
        String code,
        String why,
        List<RunFacts.Fact> headers,
        String body,
        String besides) {

    static OpenLetter of(JsonNode letter) {
        var code = Elsewhere.text(letter, "standing");
        var replayable = letter.path("replayable").asBoolean(false);
        var body = letter.path("body");
        return new OpenLetter(
                LetterRow.of(letter.path("letter")),
                replayable,
                replayable ? "…" : code.equals("DEAD_LETTER_DELIVERED") ? "✓" : "✗",
                replayable ? "wait" : code.equals("DEAD_LETTER_DELIVERED") ? "good" : "bad",
                standing(code),
                code,
                Elsewhere.text(letter, "detail"),
                letter.path("headers")
                        .valueStream()
                        .map(header ->
                                new RunFacts.Fact(Elsewhere.text(header, "name"), Elsewhere.text(header, "value")))
                        .toList(),
                Elsewhere.text(body, "text"),
                body.path("whole").asBoolean(false)
                        ? ""
                        : "Not all of its " + body.path("bytes").asLong(0) + " bytes are shown.");
    }

    private static String standing(String code) {
        return switch (code) {
            case "UNDELIVERED" -> "Provably undelivered: it can be replayed";
            case "DEAD_LETTER_DELIVERED" -> "Delivered";
            case "DEAD_LETTER_OVERTAKEN" -> "Overtaken: it is not replayed";
            case "DEAD_LETTER_UNWANTED" -> "Wanted by nobody: it is not replayed";
            case "DEAD_LETTER_TOO_OLD" -> "Too old to say: it is not replayed";
            case "DEAD_LETTER_ORIGIN_GONE" -> "Its origin is gone: it is not replayed";
            case "DEAD_LETTER_ORIGIN_DIFFERS" -> "Not what its origin says: it is not replayed";
            case "DEAD_LETTER_UNREADABLE" -> "Unreadable: it cannot be replayed";
            default -> code;
        };
    }
}
