package dev.colophon.publishapi.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compares a schema with what was released of it: what breaks whoever sends such a thing, or reads it. */
final class SchemaBreaks {

    private static final List<String> UPPER = List.of("maxLength", "maximum", "maxItems", "maxProperties");
    private static final List<String> LOWER = List.of("minLength", "minimum", "minItems", "minProperties");
    private static final List<String> SAME = List.of("const", "format", "pattern", "uniqueItems");
    private static final List<String> PARTS = List.of("allOf", "oneOf", "anyOf");

    private final Described released;
    private final Described now;
    private final Direction direction;
    private final List<String> breaks;
    /** References that are being followed: a schema may hold itself. */
    private final Set<String> following = new HashSet<>();

    SchemaBreaks(Described released, Described now, Direction direction, List<String> breaks) {
        this.released = released;
        this.now = now;
        this.direction = direction;
        this.breaks = breaks;
    }

    void compare(String where, JsonNode wasAt, JsonNode isAt) {
        var reference = wasAt.path("$ref").stringValue("");
        if (reference.isEmpty()) {
            resolved(where, wasAt, now.resolved(isAt));
        } else if (following.add(reference)) {
            resolved(where, released.resolved(wasAt), now.resolved(isAt));
            following.remove(reference);
        }
    }

    private void resolved(String where, JsonNode was, JsonNode is) {
        if (is.isMissingNode() && !was.isMissingNode()) {
            breaks.add(where + " is gone");
            return;
        }
        values(where, "type", was, is);
        values(where, "enum", was, is);
        SAME.stream()
                .filter(keyword -> !was.path(keyword).equals(is.path(keyword)))
                .filter(keyword -> direction == Direction.SENT ? is.has(keyword) : was.has(keyword))
                .forEach(keyword -> breaks.add(
                        "%s/%s was %s, is %s".formatted(where, keyword, was.path(keyword), is.path(keyword))));
        bounds(where, was, is);
        required(where, was, is);
        was.path("properties")
                .propertyStream()
                .forEach(property -> compare(
                        where + "/" + property.getKey(),
                        property.getValue(),
                        is.path("properties").path(property.getKey())));
        if (was.has("items")) {
            compare(where + "[]", was.path("items"), is.path("items"));
        }
        for (var keyword : PARTS) {
            parts(where + "/" + keyword, was.path(keyword), is.path(keyword));
        }
        if (direction == Direction.SENT && closed(is) && !closed(was)) {
            breaks.add(where + " takes no unknown property any more");
        }
    }

    private void parts(String where, JsonNode was, JsonNode is) {
        if (was.size() != is.size()) {
            breaks.add("%s had %d parts, has %d".formatted(where, was.size(), is.size()));
            return;
        }
        for (var part = 0; part < was.size(); part++) {
            compare(where + "/" + part, was.get(part), is.get(part));
        }
    }

    /** Sent: all that was allowed still is. Read: nothing that was not allowed comes, but for further words of a list. */
    private void values(String where, String keyword, JsonNode was, JsonNode is) {
        var before = all(was.path(keyword));
        var after = all(is.path(keyword));
        var fewer = !before.isEmpty() && !after.isEmpty() && !after.containsAll(before);
        var breaking = direction == Direction.SENT
                ? fewer || (before.isEmpty() && !after.isEmpty())
                : keyword.equals("enum") ? fewer : !before.isEmpty() && (after.isEmpty() || !before.containsAll(after));
        if (breaking) {
            breaks.add("%s/%s was %s, is %s".formatted(where, keyword, before, after));
        }
    }

    private static Set<String> all(JsonNode values) {
        return values.isArray()
                ? Described.texts(values)
                : values.isMissingNode() ? Set.of() : Set.of(values.toString());
    }

    private void bounds(String where, JsonNode was, JsonNode is) {
        for (var keyword : UPPER) {
            bound(where, keyword, was, is, Double.POSITIVE_INFINITY, 1);
        }
        for (var keyword : LOWER) {
            bound(where, keyword, was, is, Double.NEGATIVE_INFINITY, -1);
        }
    }

    private void bound(String where, String keyword, JsonNode was, JsonNode is, double none, int sign) {
        var before = sign * was.path(keyword).asDouble(none);
        var after = sign * is.path(keyword).asDouble(none);
        if (direction == Direction.SENT ? after < before : after > before) {
            breaks.add("%s/%s was %s, is %s".formatted(where, keyword, was.path(keyword), is.path(keyword)));
        }
    }

    private void required(String where, JsonNode was, JsonNode is) {
        var before = Described.texts(was.path("required"));
        var after = Described.texts(is.path("required"));
        var more = direction == Direction.SENT ? after : before;
        var fewer = direction == Direction.SENT ? before : after;
        more.stream()
                .filter(name -> !fewer.contains(name))
                .forEach(name ->
                        breaks.add(where + (direction == Direction.SENT ? " asks for " : " promises no more ") + name));
    }

    private static boolean closed(JsonNode schema) {
        return Objects.equals(schema.path("additionalProperties").toString(), "false");
    }
}
