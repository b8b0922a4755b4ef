package dev.colophon.publishapi.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A run as another service tells of it: what it says of the whole, and what it found, row by row.
 *
 * @param columns of the rows
 */
record RunFacts(List<Fact> facts, List<String> columns, List<List<String>> rows) {

    /** One thing that is said of the run. */
    record Fact(String name, String value) {}

    static RunFacts of(JsonNode run, JsonNode found) {
        var facts = new ArrayList<Fact>();
        collect("", run, facts);
        var columns = found.valueStream()
                .flatMap(row -> row.propertyStream().map(field -> field.getKey()))
                .distinct()
                .toList();
        var rows = found.valueStream()
                .map(row ->
                        columns.stream().map(column -> said(row.path(column))).toList())
                .toList();
        return new RunFacts(List.copyOf(facts), columns, rows);
    }

    private static void collect(String prefix, JsonNode node, List<Fact> facts) {
        node.propertyStream().forEach(field -> {
            var name = prefix + field.getKey();
            if (field.getValue().isObject()) {
                collect(name + ".", field.getValue(), facts);
            } else if (!field.getValue().isNull()) {
                facts.add(new Fact(name, said(field.getValue())));
            }
        });
    }

    private static String said(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isArray()) {
            return String.join(", ", value.valueStream().map(RunFacts::said).toList());
        }
        return value.isObject() ? String.join(", ", fields(value).toList()) : value.asString();
    }

    private static Stream<String> fields(JsonNode object) {
        return object.propertyStream()
                .filter(field -> !field.getValue().isNull())
                .map(field -> field.getKey() + " " + said(field.getValue()));
    }
}
