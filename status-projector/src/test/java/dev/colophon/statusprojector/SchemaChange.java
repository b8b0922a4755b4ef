package dev.colophon.statusprojector;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a schema may do without a new version: grow by properties that nobody has to send, and be explained better. Anything
 * else can make a message of yesterday, or a reader of yesterday, wrong.
 */
final class SchemaChange {

    private static final Set<String> WORDS = Set.of("description", "title", "examples", "$comment");
    private static final Set<String> NAMES = Set.of("properties", "$defs");

    /** What stands below these is a condition or its consequence: a property more there is one more demand. */
    private static final Set<String> DEMANDS =
            Set.of("if", "then", "else", "allOf", "anyOf", "not", "dependentSchemas");

    private final List<String> breaking = new ArrayList<>();
    private boolean grown;

    private SchemaChange() {}

    static SchemaChange between(JsonNode released, JsonNode now) {
        var change = new SchemaChange();
        change.schema("", released, now, true);
        return change;
    }

    /** Where the schema changed in a way that needs a new version; empty if nowhere. */
    List<String> breaking() {
        return breaking;
    }

    /** Whether properties came to it. */
    boolean grown() {
        return grown;
    }

    private void schema(String path, JsonNode released, JsonNode now, boolean mayGrow) {
        if (!released.isObject() || !now.isObject()) {
            same(path, released, now);
            return;
        }
        var keywords = new TreeSet<>(released.propertyNames());
        keywords.addAll(now.propertyNames());
        keywords.removeAll(WORDS);
        for (var keyword : keywords) {
            var below = path + "/" + keyword;
            var was = released.path(keyword);
            var is = now.path(keyword);
            if (NAMES.contains(keyword)) {
                named(below, was, is, mayGrow);
            } else if (was.isArray() && is.isArray() && was.size() == is.size() && keyword.endsWith("Of")) {
                for (var i = 0; i < was.size(); i++) {
                    schema(below + "/" + i, was.get(i), is.get(i), mayGrow && !DEMANDS.contains(keyword));
                }
            } else {
                schema(below, was, is, mayGrow && !DEMANDS.contains(keyword));
            }
        }
    }

    private void named(String path, JsonNode released, JsonNode now, boolean mayGrow) {
        var names = new TreeSet<>(released.propertyNames());
        names.addAll(now.propertyNames());
        for (var name : names) {
            if (mayGrow && !released.has(name)) {
                grown = true;
            } else {
                schema(path + "/" + name, released.path(name), now.path(name), mayGrow);
            }
        }
    }

    private void same(String path, JsonNode released, JsonNode now) {
        if (!released.equals(now)) {
            breaking.add("%s: was %s, is %s".formatted(path, released, now));
        }
    }
}
