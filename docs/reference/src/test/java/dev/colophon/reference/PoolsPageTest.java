package dev.colophon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** That no configuration leads a job over a replica, and docs/reference/pools.md says what is configured. */
class PoolsPageTest {

    static final List<String> MODULES = ConfiguredService.MODULES;

    private static final String PRIMARY = "${COLOPHON_DATABASE_URL}";
    private static final Pattern GIVEN = Pattern.compile("COLOPHON_DATABASE_URL[:=] *\"?(\\S+?)\"?\\s");

    @ParameterizedTest
    @FieldSource("MODULES")
    void a_service_has_one_address_of_one_server(String module) throws IOException {
        var file = ConfiguredService.of(module).file();

        assertThat(file).containsEntry("spring.datasource.url", PRIMARY);
        assertThat(file.entrySet())
                .filteredOn(entry ->
                        entry.getKey().endsWith(".url") || entry.getValue().startsWith("jdbc:"))
                .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo(PRIMARY));
        assertThat(Files.readString(RepositoryFiles.resolve("docs/reference/pools.md")))
                .contains("| %s | `%s` | %s | `%s` |"
                        .formatted(
                                module,
                                file.get("spring.datasource.username"),
                                file.get("spring.datasource.hikari.maximum-pool-size"),
                                PRIMARY));
    }

    @Test
    void a_deployment_gives_that_address_once_to_all() throws IOException {
        for (var deployment : List.of("infra/compose/compose.yaml", "infra/kubernetes/base/config.yaml")) {
            var given = GIVEN.matcher(Files.readString(RepositoryFiles.resolve(deployment)))
                    .results()
                    .map(match -> match.group(1))
                    .toList();

            assertThat(given).as(deployment).containsExactly("jdbc:postgresql://postgres:5432/colophon");
        }
    }
}
