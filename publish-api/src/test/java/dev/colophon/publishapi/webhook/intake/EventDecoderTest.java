package dev.colophon.publishapi.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.webhook.EventType;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks are told what is in the topic, and that may have been written by any release. */
class EventDecoderTest {

    private static final String SCHEMA = "dev.colophon.publication.event.v1";
    private static final UUID ID = new UUID(1, 2);
    private static final UUID PUBLICATION = new UUID(3, 4);

    private final JsonMapper json = JsonMapper.builder().build();
    private final EventDecoder decoder = new EventDecoder(json);

    static Stream<Path> released() throws IOException {
        try (var files = Files.walk(RepositoryFiles.resolve("docs/contracts/released/" + SCHEMA))) {
            return files.filter(file -> file.toString().contains("/samples/")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void an_event_of_any_release_is_told_as_it_was_written(Path sample) throws Exception {
        var value = Files.readString(sample);
        var type = "dev.colophon.publication.%s.v1"
                .formatted(sample.getFileName().toString().replaceAll("^update-|\\.json$", ""));

        var told = decoder.decode(record(type, value));

        assertThat(told.id()).isEqualTo(ID);
        assertThat(told.publication()).isEqualTo(PUBLICATION);
        assertThat(told.type()).isIn(EventType.all());
        assertThat(json.readTree(told.body()).get("data")).isEqualTo(json.readTree(value));
    }

    @Test
    void every_type_that_can_be_asked_for_was_released() throws IOException {
        assertThat(released().map(file -> file.getFileName().toString()))
                .containsAll(EventType.all().stream()
                        .map(type -> type.split("\\.", -1)[3] + ".json")
                        .toList());
    }

    private static ConsumerRecord<byte[], byte[]> record(String type, String value) {
        var record = new ConsumerRecord<>(
                "publishing.events.v1", 0, 0, PUBLICATION.toString().getBytes(UTF_8), value.getBytes(UTF_8));
        var headers = Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                ID.toString(),
                "ce_type",
                type,
                "ce_source",
                "/colophon/status-projector",
                "ce_subject",
                PUBLICATION.toString(),
                "ce_time",
                "2026-11-24T09:15:31.250000Z",
                "ce_dataschema",
                "https://colophon.dev/schemas/" + SCHEMA,
                "ce_sequence",
                "5");
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }
}
