package dev.colophon.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The script that draws the secrets, run for real. */
class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void each_secret_is_drawn_once_is_its_own_and_stays() throws IOException {
        var script = folder.resolve("make-secrets");
        Files.copy(RepositoryFiles.resolve("infra/compose/make-secrets"), script);
        Command.run(List.of("bash", script.toString()), Duration.ofSeconds(30));
        var first = secrets();
        Command.run(List.of("bash", script.toString()), Duration.ofSeconds(30));

        assertThat(secrets()).isEqualTo(first);
        Yaml.one("infra/compose/compose.yaml")
                .path("secrets")
                .properties()
                .forEach(secret -> assertThat(first)
                        .containsKey(secret.getValue().path("file").asString().substring("./secrets/".length())));
        assertThat(new HashSet<>(first.values())).as("no two are equal").hasSameSizeAs(first.values());
        assertThat(first).hasEntrySatisfying("admin_key", key -> assertThat(key).matches("clp_[A-Za-z0-9]{43}"));
        assertThat(first.get("operations_key")).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void the_keyset_is_one_of_aes_256_gcm() throws IOException {
        var script = folder.resolve("make-secrets");
        Files.copy(RepositoryFiles.resolve("infra/compose/make-secrets"), script);
        Command.run(List.of("bash", script.toString()), Duration.ofSeconds(30));

        var keyset = new JsonMapper()
                .readTree(new String(Base64.getDecoder().decode(secrets().get("site_keyset")), StandardCharsets.UTF_8));

        var key = keyset.path("key").path(0);
        assertThat(key.path("keyId")).isEqualTo(keyset.path("primaryKeyId"));
        // The key as Google Tink's AesGcmKey message: field 3, 32 bytes.
        assertThat(Base64.getDecoder().decode(key.path("keyData").path("value").asString()))
                .hasSize(34)
                .startsWith(0x1a, 0x20);
    }

    private Map<String, String> secrets() throws IOException {
        var root = folder.resolve("secrets");
        var secrets = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                secrets.put(
                        root.relativize(file).toString(), Files.readString(file).strip());
            }
        }
        return secrets;
    }
}
