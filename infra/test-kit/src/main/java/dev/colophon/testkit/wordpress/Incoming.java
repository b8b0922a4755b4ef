package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An HTTP request, read to its end. {@code query} is still encoded. */
record Incoming(String method, String path, String query, Map<String, String> headers, String body) {

    private static final int BODY_BYTES_MAX = 64 << 20;
    private static final Pattern AND = Pattern.compile("&");
    private static final String REST_ROOT = "/wp-json";

    static Incoming of(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        return new Incoming(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                firstOfEach(exchange.getRequestHeaders()),
                new String(body, isFile(exchange) ? ISO_8859_1 : UTF_8));
    }

    /** A file is kept byte for byte: a character for each. */
    private static boolean isFile(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.startsWith("image/");
    }

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The REST route, in whichever form it was asked for; empty if this is a request for a page. */
    Optional<String> route(boolean plainPermalinks) {
        String inQuery = form(query).get("rest_route");
        if (inQuery != null) {
            return Optional.of(inQuery.isEmpty() ? "/" : inQuery);
        }
        boolean pretty = path.equals(REST_ROOT) || path.startsWith(REST_ROOT + "/");
        if (plainPermalinks || !pretty) {
            return Optional.empty();
        }
        String route = path.substring(REST_ROOT.length()).replaceAll("/+$", "");
        return Optional.of(route.isEmpty() ? "/" : route);
    }

    /** Address first, body over it. A body that is neither JSON nor a form is not looked at. */
    Params params() {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        form(query).forEach(values::put);
        if (isJson() && !body.isEmpty()) {
            if (json() instanceof ObjectNode object) {
                values.setAll(object);
            }
        } else if (contentType().startsWith("application/x-www-form-urlencoded")) {
            form(body).forEach(values::put);
        }
        return new Params(values);
    }

    boolean isJson() {
        return contentType().startsWith("application/json");
    }

    private String contentType() {
        return Optional.ofNullable(header("Content-Type")).orElse("").toLowerCase(Locale.ROOT);
    }

    private JsonNode json() {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            throw new RestError(400, "rest_invalid_json", "Invalid JSON body passed.");
        }
    }

    private static Map<String, String> firstOfEach(Headers headers) {
        var first = new LinkedHashMap<String, String>();
        headers.forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return first;
    }

    /** Of {@code a[]=1&a[]=2} a list {@code 1,2} is made. */
    private static Map<String, String> form(String encoded) {
        var values = new LinkedHashMap<String, String>();
        AND.splitAsStream(encoded).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            boolean list = name.endsWith("[]");
            values.merge(
                    list ? name.substring(0, name.length() - 2) : name,
                    value,
                    (present, more) -> list ? present + "," + more : more);
        });
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }
}
