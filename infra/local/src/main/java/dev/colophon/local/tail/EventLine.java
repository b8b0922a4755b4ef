package dev.colophon.local.tail;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One public event on one line: when, what, which story, where it is. */
final class EventLine {

    private static final JsonMapper JSON = new JsonMapper();

    private EventLine() {}

    static String of(ConsumerRecord<String, String> event) {
        var what = header(event, "ce_type").replaceAll("^dev\\.colophon\\.publication\\.|\\.v1$", "");
        return "%s  %-12s #%-3s %s  %s"
                .formatted(header(event, "ce_time"), what, header(event, "ce_sequence"), event.key(), detail(event))
                .stripTrailing();
    }

    private static String detail(ConsumerRecord<String, String> event) {
        try {
            var body = JSON.readTree(event.value());
            var reason = body.path("reason").path("code").asString("");
            return (body.path("storyKey").asString("") + "  "
                            + body.path("externalUrl").asString("") + "  " + reason)
                    .strip();
        } catch (JacksonException notJson) {
            return "(unreadable)";
        }
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        var header = event.headers().lastHeader(name);
        return header == null ? "-" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
