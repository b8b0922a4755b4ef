package dev.colophon.testkit.wordpress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a request, from address and body alike, checked as WordPress checks them: leniently ("5" is a number,
 * "a,b" a list), and all of them before anything else, so that {@link #check} refuses with every bad one at once.
 */
final class Params {

    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    private final ObjectNode values;
    private final ObjectNode messages = JsonNodeFactory.instance.objectNode();
    private final ObjectNode details = JsonNodeFactory.instance.objectNode();

    Params(ObjectNode values) {
        this.values = values;
    }

    boolean has(String name) {
        return values.hasNonNull(name);
    }

    /** The same without these. */
    Params without(String... names) {
        ObjectNode rest = values.deepCopy();
        rest.remove(List.of(names));
        return new Params(rest);
    }

    /** The same with this one, whatever it was before. */
    Params with(String name, String value) {
        return new Params(values.deepCopy().put(name, value));
    }

    JsonNode raw(String name) {
        return values.path(name);
    }

    @Nullable
    String text(String name) {
        JsonNode value = values.path(name);
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (value.isContainer()) {
            wrongType(name, name, "string");
            return null;
        }
        return value.asString();
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** A text that may also be sent as {@code {"raw": "..."}}, as WordPress itself shows it; all else is dropped in silence. */
    @Nullable
    String rawText(String name) {
        JsonNode value = values.path(name);
        JsonNode text = value.isObject() ? value.path("raw") : value;
        return text.isString() ? text.asString() : null;
    }

    long integer(String name, long otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!isInteger(values.path(name))) {
            wrongType(name, name, "integer");
            return otherwise;
        }
        return values.path(name).asLong();
    }

    long integer(String name, long otherwise, long least, long greatest) {
        long value = integer(name, otherwise);
        if (value < least || value > greatest) {
            invalid(
                    name,
                    "rest_out_of_bounds",
                    "%s must be between %d (inclusive) and %d (inclusive)".formatted(name, least, greatest));
        }
        return value;
    }

    @Nullable
    Boolean flag(String name) {
        if (!has(name)) {
            return null;
        }
        return switch (values.path(name).asString("").toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            default -> {
                wrongType(name, name, "boolean");
                yield null;
            }
        };
    }

    @Nullable
    List<Long> integers(String name) {
        if (!has(name)) {
            return null;
        }
        var integers = new ArrayList<Long>();
        List<JsonNode> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            if (isInteger(items.get(i))) {
                integers.add(items.get(i).asLong());
            } else {
                wrongType(name, "%s[%d]".formatted(name, i), "integer");
            }
        }
        return integers;
    }

    List<String> words(String name) {
        return items(name).stream().map(JsonNode::asString).toList();
    }

    String oneOf(String name, String otherwise, Set<String> allowed) {
        String text = text(name, otherwise);
        if (!allowed.contains(text)) {
            invalid(name, "rest_not_in_enum", "%s is not one of %s.".formatted(name, String.join(", ", allowed)));
            return otherwise;
        }
        return text;
    }

    void invalid(String name, String code, String message) {
        messages.put(name, message);
        details.putObject(name).put("code", code).put("message", message).putNull("data");
    }

    void forbidden(String name, String code, String message, int status) {
        invalid(name, code, message);
        details.withObject("/" + name).putObject("data").put("status", status);
    }

    void require(String name) {
        if (!has(name)) {
            var names = JsonNodeFactory.instance.arrayNode().add(name);
            throw new RestError(400, "rest_missing_callback_param", "Missing parameter(s): " + name)
                    .with("params", names);
        }
    }

    /** Refuses with all that is wrong. */
    void check() {
        if (!messages.isEmpty()) {
            String names = String.join(", ", messages.propertyNames());
            throw new RestError(400, "rest_invalid_param", "Invalid parameter(s): " + names)
                    .with("params", messages)
                    .with("details", details);
        }
    }

    private List<JsonNode> items(String name) {
        JsonNode value = values.path(name);
        if (value.isArray()) {
            return new ArrayList<>(value.asArray().elements());
        }
        return SEPARATOR
                .splitAsStream(text(name, ""))
                .filter(item -> !item.isEmpty())
                .map(item -> (JsonNode) JsonNodeFactory.instance.stringNode(item))
                .toList();
    }

    private void wrongType(String name, String element, String type) {
        invalid(name, "rest_invalid_type", "%s is not of type %s.".formatted(element, type));
        details.withObject("/" + name).putObject("data").put("param", element);
    }

    private static boolean isInteger(JsonNode value) {
        return value.isIntegralNumber()
                || (value.isString() && INTEGER.matcher(value.asString()).matches());
    }
}
