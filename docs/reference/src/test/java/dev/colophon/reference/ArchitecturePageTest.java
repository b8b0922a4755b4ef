package dev.colophon.reference;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** That docs/architecture.md names the modules, tables and topics that are there, and none besides. */
class ArchitecturePageTest {

    private static final Pattern TOPIC = Pattern.compile("publishing\\.[a-z]+\\.v\\d+(?!\\.dlt)");

    private final String page = read("docs/architecture.md");

    @Test
    void every_module_is_named() {
        var modules = found("<module>([^<]+)</module>", read("pom.xml"));

        assertThat(modules)
                .hasSizeGreaterThan(10)
                .allSatisfy(module ->
                        assertThat(page).contains("(../%s)".formatted(module).replace("(../docs/", "(")));
    }

    @Test
    void its_topics_are_those_of_kafka() {
        var kafka = String.valueOf(new Yaml()
                .<Map<String, Object>>load(read("infra/kafka/topics.json"))
                .get("topics"));

        assertThat(found(TOPIC, page)).isEqualTo(found(TOPIC, kafka)).hasSizeGreaterThan(5);
    }

    @Test
    void a_services_tables_are_those_of_its_migrations() {
        assertThat(page).as("docs/reference/make").isEqualTo(ArchitecturePage.withTablesOfToday(page));
    }

    @Test
    void a_table_that_is_missing_or_gone_is_noticed_and_remarks_are_kept() {
        var wrong = page.replace("publication_stream, ", "")
                .replace("client, idempotency_key", "client, gone, idempotency_key");

        assertThat(wrong).isNotEqualTo(page);
        assertThat(ArchitecturePage.withTablesOfToday(wrong)).isEqualTo(page).contains("publication_event (immutable)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "wordpress-publisher", "status-projector"})
    void a_consumer_reads_the_topics_that_kafka_lets_it_read(String module) {
        var users = new Yaml().<Map<String, List<Map<String, Object>>>>load(read("infra/kafka/users.json"));
        var user = requireNonNull(users.get("users")).stream()
                .filter(each -> module.equals(each.get("name")))
                .findFirst()
                .orElseThrow();

        assertThat(found(TOPIC, cell(module, 2))).isEqualTo(found(TOPIC, String.valueOf(user.get("reads"))));
    }

    /** A cell of the service's row in the table of the parts. */
    private String cell(String module, int index) {
        var row = page.lines()
                .filter(line -> line.startsWith("| [%s](../%s) |".formatted(module, module)))
                .findFirst()
                .orElseThrow();
        return row.split("\\|", -1)[index + 1].strip();
    }

    private static SortedSet<String> found(String pattern, String text) {
        return found(Pattern.compile(pattern), text);
    }

    private static SortedSet<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .collect(toCollection(TreeSet::new));
    }

    private static String read(String file) {
        try {
            return Files.readString(RepositoryFiles.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
