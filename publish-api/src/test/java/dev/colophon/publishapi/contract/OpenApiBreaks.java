package dev.colophon.publishapi.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compares an OpenAPI description with one that was released: what breaks a client of then. */
final class OpenApiBreaks {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final Described released;
    private final Described now;
    private final List<String> breaks = new ArrayList<>();

    private OpenApiBreaks(Described released, Described now) {
        this.released = released;
        this.now = now;
    }

    /** Each by the place where it is; empty, if clients of then are served as they were. */
    static List<String> between(Described released, Described now) {
        var comparison = new OpenApiBreaks(released, now);
        released.document()
                .path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation ->
                                comparison.operation(path.getKey(), operation.getKey(), operation.getValue())));
        return comparison.breaks;
    }

    private void operation(String path, String method, JsonNode was) {
        var where = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        var is = now.document().path("paths").path(path).path(method);
        if (is.isMissingNode()) {
            breaks.add(where + " is gone");
            return;
        }
        parameters(where, was.path("parameters"), is.path("parameters"));
        body(where + " body", released.resolved(was.path("requestBody")), now.resolved(is.path("requestBody")));
        was.path("responses")
                .propertyStream()
                .forEach(response -> content(
                        where + " " + response.getKey(),
                        released.resolved(response.getValue()),
                        now.resolved(is.path("responses").path(response.getKey())),
                        Direction.READ));
    }

    private void parameters(String where, JsonNode was, JsonNode is) {
        for (var parameter : was) {
            var before = released.resolved(parameter);
            var after = named(is, before);
            schemas(Direction.SENT).compare(where + " " + name(before), before.path("schema"), after.path("schema"));
        }
        for (var parameter : is) {
            var after = now.resolved(parameter);
            var before = was.valueStream()
                    .map(released::resolved)
                    .filter(one -> name(one).equals(name(after)))
                    .findFirst();
            var wasRequired =
                    before.map(one -> one.path("required").asBoolean(false)).orElse(false);
            if (after.path("required").asBoolean(false) && !wasRequired) {
                breaks.add(where + " asks for " + name(after));
            }
        }
    }

    private JsonNode named(JsonNode parameters, JsonNode like) {
        return parameters
                .valueStream()
                .map(now::resolved)
                .filter(one -> name(one).equals(name(like)))
                .findFirst()
                .orElseGet(() -> now.document().path("nothing of this name"));
    }

    private static String name(JsonNode parameter) {
        return parameter.path("in").stringValue("") + " parameter "
                + parameter.path("name").stringValue("");
    }

    private void body(String where, JsonNode was, JsonNode is) {
        if (is.path("required").asBoolean(false) && !was.path("required").asBoolean(false)) {
            breaks.add(where + " is asked for");
        }
        if (!was.isMissingNode()) {
            content(where, was, is, Direction.SENT);
        }
    }

    private void content(String where, JsonNode was, JsonNode is, Direction direction) {
        if (is.isMissingNode()) {
            breaks.add(where + " is gone");
            return;
        }
        was.path("headers").propertyNames().stream()
                .filter(header -> !is.path("headers").has(header))
                .forEach(header -> breaks.add(where + " header " + header + " is gone"));
        was.path("content").propertyStream().forEach(media -> {
            var after = is.path("content").path(media.getKey());
            if (after.isMissingNode()) {
                breaks.add(where + " " + media.getKey() + " is gone");
            } else {
                schemas(direction).compare(where, media.getValue().path("schema"), after.path("schema"));
            }
        });
    }

    private SchemaBreaks schemas(Direction direction) {
        return new SchemaBreaks(released, now, direction, breaks);
    }
}
