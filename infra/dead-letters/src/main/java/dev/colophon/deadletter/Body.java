package dev.colophon.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a record says, as an operator may see it: without what only its readers or its site may know.
 *
 * @param text masked; of what is no JSON, nothing after the first word that may name a secret
 * @param whole whether nothing was cut or masked away at its end
 * @param bytes of the record's value
 */
public record Body(String text, boolean whole, int bytes) {

    private static final int LONGEST = 20_000;
    private static final String MASK = "***";
    private static final Pattern SECRET =
            Pattern.compile("password|secret|credential|authorization|api_?-?key|token", Pattern.CASE_INSENSITIVE);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Masked, and cut where it is long. */
    public static Body of(byte @Nullable [] value) {
        if (value == null) {
            return new Body("", true, 0);
        }
        var masked = masked(value);
        return new Body(
                masked.length() > LONGEST ? masked.substring(0, LONGEST) : masked,
                masked.length() <= LONGEST && !masked.endsWith(MASK),
                value.length);
    }

    /** Of headers too: one whose name speaks of a secret is not shown. */
    static String header(String name, String value) {
        if (isSecret(name)) {
            return MASK;
        }
        return value.length() > LONGEST / 10 ? value.substring(0, LONGEST / 10) + "…" : value;
    }

    private static String masked(byte[] value) {
        try {
            var tree = JSON.readTree(value);
            if (tree instanceof ObjectNode || tree instanceof ArrayNode) {
                mask(tree);
                return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
            }
        } catch (JacksonException _) {
            // It is shown as the text that it is.
        }
        var text = new String(value, UTF_8);
        var secret = SECRET.matcher(text);
        return secret.find() ? text.substring(0, secret.end()) + MASK : text;
    }

    private static void mask(JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                object.propertyNames().forEach(name -> {
                    if (isSecret(name) && !object.path(name).isNull()) {
                        object.put(name, MASK);
                    } else {
                        mask(object.path(name));
                    }
                });
            case ArrayNode array -> array.forEach(Body::mask);
            default -> {}
        }
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
    }
}
