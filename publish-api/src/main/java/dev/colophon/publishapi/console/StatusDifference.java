package dev.colophon.publishapi.console;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A publication whose row is not what its events say.
 *
 * @param fields that differ, each as it is and as it should be
 */
record StatusDifference(String publication, String what, List<Field> fields) {

    /** One thing that differs; empty where nothing is said. */
    record Field(String name, String isNow, String shouldBe) {}

    static StatusDifference of(JsonNode difference) {
        var isNow = difference.path("isNow");
        var shouldBe = difference.path("shouldBe");
        return new StatusDifference(
                Elsewhere.text(difference, "publicationId"),
                what(isNow, shouldBe, difference.path("conflictsDiffer").asBoolean(false)),
                fields(isNow, shouldBe));
    }

    private static String what(JsonNode isNow, JsonNode shouldBe, boolean conflicts) {
        var besides = conflicts ? ", and its conflicts differ" : "";
        if (!isNow.isObject()) {
            return (shouldBe.isObject() ? "its row is missing" : "it has no row") + besides;
        }
        if (!shouldBe.isObject()) {
            return "no event accounts for its row" + besides;
        }
        return isNow.equals(shouldBe) ? "its conflicts differ" : "its row says something else" + besides;
    }

    private static List<Field> fields(JsonNode isNow, JsonNode shouldBe) {
        return Stream.of(isNow, shouldBe)
                .flatMap(row -> row.propertyStream().map(field -> field.getKey()))
                .distinct()
                .filter(name -> !name.equals("publicationId"))
                .map(name -> new Field(name, said(isNow.path(name)), said(shouldBe.path(name))))
                .filter(field -> !field.isNow().equals(field.shouldBe()))
                .toList();
    }

    private static String said(JsonNode value) {
        return value.isNull() ? "" : value.asString("");
    }
}
