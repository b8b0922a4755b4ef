package dev.colophon.outboxrelay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class KafkaRecordsTest {

    private static final UUID ID = UUID.fromString("0198C0DE-0000-7000-8000-0000000000AB");

    @Test
    void carries_the_headers_of_the_contract_and_no_others() {
        var row = OutboxRow.in(Changes.insert(
                        "publish_api",
                        ID,
                        "publishing.requests.v1",
                        "k-1",
                        7,
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .orElseThrow();

        var kafka = KafkaRecords.of(row);

        assertThat(kafka.topic()).isEqualTo("publishing.requests.v1");
        assertThat(kafka.key()).isEqualTo("k-1");
        assertThat(kafka.value()).isEqualTo("{\"n\":7}");
        assertThat(headers(kafka))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "0198c0de-0000-7000-8000-0000000000ab"),
                        Map.entry("ce_type", "dev.colophon.publication.requested.v1"),
                        Map.entry("ce_source", "/colophon/publish-api"),
                        Map.entry("ce_time", "2026-03-01T08:15:30.120000Z"),
                        Map.entry("ce_subject", "k-1"),
                        Map.entry(
                                "ce_dataschema", "https://colophon.dev/schemas/dev.colophon.publication.requested.v1"),
                        Map.entry("ce_sequence", "7"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    }

    @Test
    void leaves_out_a_trace_that_is_not_known() {
        var row = OutboxRow.in(Changes.request(ID, "k-1", 7)).orElseThrow();

        assertThat(headers(KafkaRecords.of(row))).doesNotContainKey("traceparent");
    }

    @Test
    void a_row_never_prints_its_payload() {
        var row = OutboxRow.in(Changes.request(ID, "k-1", 7)).orElseThrow();

        assertThat(row.toString()).contains(ID.toString(), "k-1").doesNotContain("{\"n\":7}");
    }

    @Test
    void what_is_no_inserted_row_is_none() {
        var message = SchemaBuilder.struct().field("op", Schema.STRING_SCHEMA).build();

        assertThat(OutboxRow.in(Changes.change(new Struct(message).put("op", "m"))))
                .isEmpty();
    }

    private static Map<String, String> headers(ProducerRecord<String, String> kafka) {
        var headers = new LinkedHashMap<String, String>();
        kafka.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
