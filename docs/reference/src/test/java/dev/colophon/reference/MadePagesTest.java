package dev.colophon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** That the pages made from the code say what it says: what the services can be told, each with its words, and the topics. */
class MadePagesTest {

    private static final Path PAGE = RepositoryFiles.root().resolve("docs/reference/configuration.md");

    private static final Path TOPICS = RepositoryFiles.root().resolve("docs/reference/topics.md");

    private static final Path ARCHITECTURE = RepositoryFiles.root().resolve("docs/architecture.md");

    private final List<ConfiguredService> services =
            ConfiguredService.MODULES.stream().map(ConfiguredService::of).toList();

    @Test
    void the_page_is_what_the_code_says() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("docs/reference/make writes it anew")
                .isEqualTo(ConfigurationPage.of(services));
    }

    @Test
    void the_topics_page_is_what_kafka_is_set_up_with() throws IOException {
        assertThat(Files.readString(TOPICS))
                .as("docs/reference/make writes it anew")
                .isEqualTo(TopicsPage.text());
    }

    @Test
    void every_property_has_a_meaning() {
        assertThat(services).allSatisfy(service -> {
            var properties = service.records().stream()
                    .filter(settings -> !settings.prefix().isEmpty())
                    .flatMap(settings -> service.properties(settings).stream())
                    .toList();
            assertThat(properties).isNotEmpty();
            assertThat(properties.stream().filter(each -> each.meaning().isEmpty()))
                    .as("@param of a record of %s", service.module())
                    .isEmpty();
        });
    }

    @Test
    void every_variable_has_a_meaning() {
        assertThat(services)
                .allSatisfy(service -> assertThat(service.variables())
                        .hasSizeGreaterThan(5)
                        .allSatisfy(variable -> assertThat(ConfigurationPage.meaning(service, variable))
                                .as(variable.name())
                                .isNotEmpty()));
    }

    @Test
    void a_record_is_read_with_its_defaults_bounds_words_and_refusals(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("PlantedProperties.java"), """
                /**
                 * What is planted. And more.
                 *
                 * @param rowsMax above {@code it} nothing
                 */
                @ConfigurationProperties("colophon.planted")
                record PlantedProperties(@DefaultValue("5") @Min(1) @Max(10_000) int rowsMax, @Nullable String name) {
                    private static final int LEAST = 32;
                    PlantedProperties {
                        if (rowsMax == 7) {
                            throw new IllegalArgumentException("colophon.planted.name (%s) has fewer than ".formatted(name) + LEAST);
                        }
                    }
                }
                """);

        assertThat(SettingsSource.in(folder))
                .containsExactly(new SettingsRecord(
                        "PlantedProperties",
                        "colophon.planted",
                        "What is planted.",
                        List.of(
                                new Property("rows-max", "int", "5", "at least 1, at most 10000", "above `it` nothing"),
                                new Property("name", "String", "", "", "")),
                        List.of("colophon.planted.name has fewer than 32")));
    }

    /** Not a test but the work of docs/reference/make. */
    @Test
    @EnabledIfSystemProperty(named = "colophon.reference.make", matches = "true")
    void make() throws IOException {
        Files.writeString(PAGE, ConfigurationPage.of(services));
        Files.writeString(TOPICS, TopicsPage.text());
        Files.writeString(ARCHITECTURE, ArchitecturePage.withTablesOfToday(Files.readString(ARCHITECTURE)));
    }
}
