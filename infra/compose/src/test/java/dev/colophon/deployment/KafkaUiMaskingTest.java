package dev.colophon.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Kafka UI would show of requests, which hold whole stories. It is not run here: its rule is carried out on the samples, by name at
 * any depth, as its documentation says.
 */
class KafkaUiMaskingTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** What nobody reads over an operator's shoulder, wherever it stands in a request. */
    private static final List<String> PRIVATE = List.of("html", "excerpt", "password", "author");

    private final JsonNode rules = Yaml.one("infra/compose/kafka-ui.yaml").at("/kafka/clusters/0/masking");

    static Stream<Path> requests() throws IOException {
        try (var files = Files.walk(RepositoryFiles.resolve("docs/contracts"))) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith("publication-requested."))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void of_a_request_neither_text_nor_password_nor_author_is_shown(Path sample) throws IOException {
        var request = JSON.readTree(Files.readString(sample));
        var hidden = PRIVATE.stream()
                .flatMap(name -> request.findValues(name).stream()
                        .filter(value -> !value.isNull())
                        .map(value -> value.isString() ? value.toString() : "\"%s\":%s".formatted(name, value)))
                .toList();

        assertThat(hidden).isNotEmpty();
        assertThat(shown(request).toString()).contains("(not shown)").doesNotContain(hidden);
    }

    private JsonNode shown(JsonNode value) {
        if (value instanceof ObjectNode object) {
            var masked = JSON.createObjectNode();
            object.properties()
                    .forEach(field -> masked.set(
                            field.getKey(), isMasked(field.getKey()) ? replacement() : shown(field.getValue())));
            return masked;
        }
        if (value instanceof ArrayNode array) {
            var masked = JSON.createArrayNode();
            array.forEach(each -> masked.add(shown(each)));
            return masked;
        }
        return value;
    }

    private boolean isMasked(String name) {
        return rules.get(0)
                .get("fields")
                .valueStream()
                .anyMatch(field -> field.asString().equals(name));
    }

    private JsonNode replacement() {
        return rules.get(0).get("replacement");
    }

    @Test
    void the_rule_is_for_requests_and_for_those_that_could_not_be_read() {
        assertThat(rules.size()).isOne();
        var topics = rules.get(0).get("topicValuesPattern").asString();

        assertThat(Stream.of("publishing.requests.v1", "publishing.requests.v1.dlt"))
                .allMatch(topic -> topic.matches(topics));
        assertThat("publishing.events.v1").doesNotMatch(topics);
    }

    @Test
    void every_field_of_the_rule_is_one_of_a_request() throws IOException {
        var schema = Yaml.text("docs/contracts/schemas/dev.colophon.publication.requested.v1.json");

        assertThat(rules.get(0).get("fields"))
                .allSatisfy(field -> assertThat(schema).contains("\"" + field.asString() + "\""));
    }
}
