package dev.colophon.publishapi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of commands share. */
abstract class Commands extends ConsoleVisit {

    static String tomorrow() {
        return Instant.now()
                .plus(1, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    static ObjectNode receipt(String kind) {
        return (ObjectNode) Samples.read("samples/receipts/" + kind + ".json");
    }

    JsonNode newestMessage(String publication) {
        var payload =
                tables.sql("""
                        SELECT payload FROM publish_api.outbox WHERE message_key = :key ORDER BY sequence DESC LIMIT 1
                        """).param("key", publication).query(String.class).single();
        return JsonMapper.builder().build().readTree(payload);
    }
}
