package dev.colophon.publishapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds what is in a value and not in the schema that describes it: a schema alone lets such a property pass. */
final class UndescribedProperties {

    private static final Set<String> PARTS = Set.of("allOf", "oneOf", "anyOf");

    private final JsonNode api;
    private final List<String> found = new ArrayList<>();

    private UndescribedProperties(JsonNode api) {
        this.api = api;
    }

    /** The places of the properties that no part of the schema names. */
    static List<String> in(JsonNode api, JsonNode schema, JsonNode value) {
        var search = new UndescribedProperties(api);
        search.look("", schema, value);
        return search.found;
    }

    /** The names of all properties that the schema, or a part of it, describes. */
    static Set<String> names(JsonNode api, JsonNode schema) {
        var names = new TreeSet<String>();
        var search = new UndescribedProperties(api);
        search.parts(schema)
                .forEach(part -> names.addAll(part.path("properties").propertyNames()));
        return names;
    }

    /** What describes the property; a missing node if nothing does. */
    static JsonNode of(JsonNode api, JsonNode schema, String name) {
        return new UndescribedProperties(api)
                .parts(schema)
                .map(part -> part.path("properties").path(name))
                .filter(described -> !described.isMissingNode())
                .findFirst()
                .orElseGet(() -> api.path("nothing of this name"));
    }

    private void look(String where, JsonNode schema, JsonNode value) {
        if (value.isArray()) {
            var items = parts(schema)
                    .map(part -> part.path("items"))
                    .filter(JsonNode::isObject)
                    .findFirst();
            items.ifPresent(item -> value.forEach(one -> look(where + "[]", item, one)));
        } else if (value.isObject() && parts(schema).anyMatch(part -> part.has("properties"))) {
            var open = parts(schema)
                    .map(part -> part.path("additionalProperties"))
                    .filter(JsonNode::isObject)
                    .findFirst();
            value.propertyStream().forEach(property -> {
                var described = of(api, schema, property.getKey());
                var at = where + "/" + property.getKey();
                if (!described.isMissingNode()) {
                    look(at, described, property.getValue());
                } else if (open.isEmpty()) {
                    found.add(at);
                }
            });
        }
    }

    private Stream<JsonNode> parts(JsonNode schema) {
        var reference = schema.path("$ref").stringValue("");
        var resolved = reference.isEmpty() ? schema : api.at(reference.substring(1));
        return Stream.concat(
                Stream.of(resolved),
                PARTS.stream()
                        .flatMap(keyword -> resolved.path(keyword).valueStream().flatMap(this::parts)));
    }
}
