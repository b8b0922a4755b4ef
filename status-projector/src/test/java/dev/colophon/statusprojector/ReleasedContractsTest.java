package dev.colophon.statusprojector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.colophon.statusprojector.message.MessageReader;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent.Unfounded;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was released holds: messages of then are in topics and logs, readers of then are in other people's programs.
 * docs/contracts/released keeps each schema with its samples as it went out; what is there now must go together with all
 * of it.
 */
@NullUnmarked
class ReleasedContractsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path RELEASED = RepositoryFiles.resolve("docs/contracts/released");

    /** The samples of today, by schema. */
    private static final Map<String, String> SAMPLES = Map.of(
            "dev.colophon.publication.requested.v1", "requests",
            "dev.colophon.receipt.v1", "receipts",
            "dev.colophon.publication.event.v1", "events",
            "dev.colophon.publication.status.v1", "status",
            "dev.colophon.integrity.changed.v1", "integrity");

    static Stream<Release> releases() {
        return Release.all();
    }

    static Stream<String> schemas() throws IOException {
        try (var files = Files.list(RepositoryFiles.resolve("docs/contracts/schemas"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void a_schema_is_as_it_was_released_last_or_has_a_new_version(String name) {
        var last = Release.of(name).max(Comparator.comparingInt(Release::number));
        assertThat(last).as("%s was released: docs/contracts/freeze", name).isPresent();
        var change = SchemaChange.between(last.orElseThrow().schema(), today(name));

        assertThat(change.breaking())
                .as("%s breaks what release %s promised: it needs a new version, beside the old one", name, last.get())
                .isEmpty();
        assertThat(change.grown())
                .as("%s has grown since release %s: docs/contracts/freeze keeps it as the next one", name, last.get())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void a_release_only_adds_to_the_one_before(Release release) {
        if (release.number() > 1) {
            assertThat(SchemaChange.between(release.before().schema(), release.schema())
                            .breaking())
                    .isEmpty();
        }
        assertThat(SAMPLES).as("the schema of %s is still written", release).containsKey(release.name());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void todays_samples_are_valid_by_every_released_schema(Release release) {
        assertThat(Contracts.samples(SAMPLES.get(release.name())))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(errors(release.schema(), Contracts.read(sample)))
                        .as("%s by %s", sample.getFileName(), release)
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void released_samples_are_valid_by_todays_schema(Release release) {
        var today = today(release.name());

        assertThat(release.samples())
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(errors(today, Contracts.read(sample)))
                        .as("%s of %s", sample.getFileName(), release)
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"dev.colophon.publication.requested.v, REQUEST", "dev.colophon.receipt.v, RECEIPT"})
    void the_projector_reads_every_message_that_was_ever_released(String schema, Source source) {
        var reader = new MessageReader();
        var samples = Release.all()
                .filter(release -> release.name().startsWith(schema))
                .flatMap(release -> release.samples().stream())
                .toList();

        assertThat(samples)
                .hasSizeGreaterThan(5)
                .allSatisfy(sample -> assertThat(
                                reader.read(source, Contracts.read(sample).getBytes(UTF_8))
                                        .message()
                                        .toEvent(new EventId(new UUID(0, 1))))
                        .as(sample.toString())
                        .isNotInstanceOf(Unfounded.class));
    }

    @Test
    void what_was_released_is_never_edited() throws Exception {
        var recorded = Files.readAllLines(RELEASED.resolve("SHA256SUMS")).stream()
                .map(line -> line.split(" +"))
                .filter(line -> line[1].endsWith(".json"))
                .collect(toMap(line -> line[1], line -> line[0]));
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(RELEASED)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(RELEASED.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        }

        assertThat(found).isEqualTo(recorded).hasSizeGreaterThan(30);
    }

    @Test
    void every_schema_of_today_has_samples_here() throws IOException {
        assertThat(schemas()).containsExactlyInAnyOrderElementsOf(SAMPLES.keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /properties/added              | {"type": "string"}            | true  | false
            /properties/one/oneOf/1/properties/added | {"type": "string"}  | true  | false
            /then/properties/added         | {"type": "string"}            | false | true
            /then                          | {"required": ["kind"]}        | false | true
            /properties/title/description  | "better words"                | false | false
            /description                   | "better words"                | false | false
            /properties/title/type         | "integer"                     | false | true
            /properties/title/maxLength    | 5                             | false | true
            /properties/kind/enum          | ["a", "b", "c"]               | false | true
            /required                      | ["title", "kind", "title2"]   | false | true
            /required                      | ["title"]                     | false | true
            /additionalProperties          | false                         | false | true
            /properties/title              | null                          | false | true
            /properties/description        | {"type": "integer"}           | false | true
            """)
    void what_breaks_a_promise_is_told_from_what_only_adds(String at, String value, boolean grown, boolean breaking) {
        var released = JSON.readTree("""
                {"description": "d", "required": ["title", "kind"], "properties": {"title": {"type": "string", "description": "d"},
                 "description": {"type": "string"}, "kind": {"enum": ["a", "b"]},
                 "one": {"oneOf": [{"type": "null"}, {"type": "object", "properties": {"in": {"type": "string"}}}]}},
                 "then": {"properties": {"kind": {"const": "a"}}}}
                """);
        var now = (ObjectNode) released.deepCopy();
        var split = at.lastIndexOf('/');
        ((ObjectNode) now.at(at.substring(0, split))).set(at.substring(split + 1), JSON.readTree(value));

        var change = SchemaChange.between(released, now);

        assertThat(change.grown()).isEqualTo(grown);
        assertThat(!change.breaking().isEmpty()).isEqualTo(breaking);
    }

    private static JsonNode today(String schema) {
        return JSON.readTree(Contracts.text("schemas/" + schema + ".json"));
    }

    private static List<String> errors(JsonNode schema, String value) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString())
                .validate(
                        value,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
