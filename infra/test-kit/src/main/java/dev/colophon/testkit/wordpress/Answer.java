package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What goes back to the client, and how well it arrives. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery) {

    enum Delivery {
        WHOLE,
        /** The connection ends without a byte. */
        CUT,
        /** The connection ends in the middle of the body. */
        HALF,
        /** One byte at a time. */
        DRIP
    }

    /** Stands for the answer that is not known yet. */
    static final Answer NONE = new Answer(0, Map.of(), new byte[0], Delivery.CUT);

    static Answer json(int status, JsonNode body) {
        return text(status, "application/json; charset=UTF-8", body.toString());
    }

    static Answer html(int status, String title, String body) {
        return text(status, "text/html; charset=UTF-8", """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title></head><body>%s</body></html>
                """.formatted(title, body));
    }

    static Answer cut() {
        return NONE;
    }

    /** What WordPress's own handler says when PHP dies; it tells nothing about what was stored. */
    static Answer criticalError() {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("code", "internal_server_error");
        body.put("message", "<p>There has been a critical error on this website.</p>");
        body.putObject("data").put("status", 500);
        body.putArray("additional_errors");
        return json(500, body);
    }

    /** Whoever sends no JSON is told of a dead PHP in HTML. */
    Answer inTheFormOf(Incoming request) {
        return status == 500 && !request.isJson()
                ? html(500, "WordPress &rsaquo; Error", "<p>There has been a critical error on this website.</p>")
                : this;
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body.getBytes(UTF_8), Delivery.WHOLE);
    }

    /** The body, which is known to be an object in JSON. */
    ObjectNode object() {
        return (ObjectNode) JsonMapper.shared().readTree(body);
    }

    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery);
    }

    Answer retold(UnaryOperator<String> words) {
        return new Answer(status, headers, words.apply(new String(body, UTF_8)).getBytes(UTF_8), delivery);
    }

    Answer delivered(Delivery how) {
        return new Answer(status, headers, body, how);
    }
}
