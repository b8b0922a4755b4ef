package dev.colophon.publishapi.console;

import tools.jackson.databind.JsonNode;

/**
 * A dead letter as a line of the list, and as the head of its own page.
 *
 * @param place of the page, below the service's
 * @param replayed by whom and when it was delivered after all; empty if it was not
 */
record LetterRow(
        String place,
        String name,
        String code,
        String message,
        String at,
        String origin,
        String event,
        String key,
        String replayed) {

    static LetterRow of(JsonNode letter) {
        var topic = Elsewhere.text(letter, "topic");
        var place = topic + "/" + letter.path("partition").asInt(0) + "/"
                + letter.path("offset").asLong(0);
        var replay = letter.path("replay");
        return new LetterRow(
                place,
                place.replace("/", " · "),
                Elsewhere.text(letter, "code"),
                Elsewhere.text(letter, "message"),
                Elsewhere.moment(letter, "at"),
                "partition " + Elsewhere.text(letter, "originalPartition") + ", offset "
                        + Elsewhere.text(letter, "originalOffset"),
                Elsewhere.text(letter, "type") + " " + Elsewhere.text(letter, "eventId"),
                Elsewhere.text(letter, "key"),
                replay.isObject()
                        ? "Delivered by " + Elsewhere.text(replay, "operator") + " " + Elsewhere.moment(replay, "at")
                                + ": " + Elsewhere.text(replay, "reason")
                        : "");
    }
}
