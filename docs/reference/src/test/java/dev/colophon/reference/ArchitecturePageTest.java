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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** That docs/architecture.md names the modules, tables and topics that are there, and none besides. */
class ArchitecturePageTest {

    static final List<String> MODULES = ConfiguredService.MODULES;

    private static final Pattern TOPIC = Pattern.compile("publishing\\.[a-z]+\\.v\\d+(?!\\.dlt)");
    private static final Pattern TABLE =
            Pattern.compile("(?mi)^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?([a-z_]+)");

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

    @ParameterizedTest
    @FieldSource("MODULES")
    void a_services_tables_are_those_of_its_migrations(String module) throws IOException {
        var owned = cell(module, 1);
        var named = Stream.of(owned.substring(owned.indexOf(':') + 1)
                        .replaceFirst("\\..*", "")
                        .replaceAll("\\([^)]*\\)", "")
                        .split(","))
                .map(String::strip)
                .collect(toCollection(TreeSet::new));
        var made = new TreeSet<String>();
        try (var files = Files.list(RepositoryFiles.resolve(module + "/src/main/resources/db/migration"))) {
            for (var file : files.toList()) {
                made.addAll(found(TABLE, Files.readString(file)));
            }
        }

        assertThat(named).isEqualTo(made);
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
