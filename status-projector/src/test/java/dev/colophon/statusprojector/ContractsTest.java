package dev.colophon.statusprojector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class ContractsTest {

    private static final String EVENT = "dev.colophon.publication.event.v1";
    private static final String STATUS = "dev.colophon.publication.status.v1";

    @Test
    void every_sample_of_an_event_and_of_a_status_is_valid() {
        assertThat(Contracts.samples("events"))
                .hasSizeGreaterThan(10)
                .allSatisfy(file -> assertThat(Contracts.errors(EVENT, Contracts.read(file)))
                        .isEmpty());
        assertThat(Contracts.samples("status"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Contracts.errors(STATUS, Contracts.read(file)))
                        .isEmpty());
    }

    @Test
    void the_schema_refuses_a_lie() {
        var published = Contracts.sample("events/published");

        assertThat(Contracts.errors(
                        EVENT, published.deepCopy().putNull("externalUrl").toString()))
                .isNotEmpty();
        assertThat(Contracts.errors(
                        EVENT, published.deepCopy().put("status", "failed").toString()))
                .isNotEmpty();
        assertThat(Contracts.errors(
                        EVENT, published.deepCopy().put("status", "posted").toString()))
                .isNotEmpty();
        assertThat(Contracts.errors(
                        EVENT,
                        published.deepCopy().put("occurredAt", "yesterday").toString()))
                .isNotEmpty();
        assertThat(Contracts.errors(
                        EVENT,
                        Contracts.sample("events/failed").putNull("reason").toString()))
                .isNotEmpty();
    }

    @Test
    void the_schema_allows_what_a_later_version_adds() {
        var sample = Contracts.sample("events/published").put("addedLater", true);

        assertThat(Contracts.errors(EVENT, sample.toString())).isEmpty();
    }

    @Test
    void asyncapi_describes_the_topics_that_exist() {
        var topics = new TreeMap<String, Long>();
        JsonMapper.builder()
                .build()
                .readTree(Contracts.read(RepositoryFiles.resolve("infra/kafka/topics.json")))
                .path("topics")
                .forEach(topic -> topics.put(
                        topic.path("name").asString(), topic.path("partitions").asLong()));
        var described = new TreeMap<String, Long>();
        map(asyncapi(), "channels")
                .values()
                .forEach(channel -> described.put(
                        (String) map(channel).get("address"),
                        ((Number) map(map(channel, "bindings"), "kafka").get("partitions")).longValue()));

        assertThat(described).isEqualTo(topics);
    }

    @Test
    void the_examples_of_asyncapi_are_the_samples() {
        var found = new ArrayList<String>();
        map(map(asyncapi(), "components"), "messages").forEach((name, message) -> {
            if (map(message).get("examples") instanceof List<?> examples) {
                for (var example : examples) {
                    var file = (String) map(example).get("x-sample");
                    var payload = JsonMapper.builder()
                            .build()
                            .valueToTree(map(example).get("payload"));
                    assertThat(payload).as(file).isEqualTo(Contracts.sample(file));
                    found.add(name + " " + file);
                }
            }
        });
        assertThat(found).hasSizeGreaterThanOrEqualTo(4);
    }

    private static Map<?, ?> asyncapi() {
        return map(new Yaml().load(Contracts.text("asyncapi/asyncapi.yaml")));
    }

    private static Map<?, ?> map(Object of, String key) {
        return map(map(of).get(key));
    }

    private static Map<?, ?> map(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<?, ?>) value;
    }
}
