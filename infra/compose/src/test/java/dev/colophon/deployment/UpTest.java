package dev.colophon.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command, run with stand-ins for Docker and Maven that write down what they are asked for. */
class UpTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        var compose = Files.createDirectories(folder.resolve("infra/compose"));
        for (var script : List.of("up", "make-secrets")) {
            Files.copy(RepositoryFiles.resolve("infra/compose/" + script), compose.resolve(script));
            executable(compose.resolve(script));
        }
        standIn("mvn", "");
        standIn("docker", "");
    }

    @Test
    void secrets_are_drawn_services_built_and_everything_is_started_and_waited_for() throws Exception {
        assertThat(up("--no-color")).isZero();

        assertThat(Files.readAllLines(folder.resolve("asked")))
                .satisfiesExactly(
                        asked -> assertThat(asked).isEqualTo("docker compose version"),
                        asked -> assertThat(asked).startsWith("mvn ").endsWith(" package"),
                        asked -> assertThat(asked)
                                .isEqualTo(
                                        "docker compose -f infra/compose/compose.yaml up --build --wait --no-color"));
        assertThat(folder.resolve("infra/compose/secrets/admin_key")).isNotEmptyFile();
    }

    @Test
    void without_docker_nothing_is_drawn_or_built_and_the_other_way_is_named() throws Exception {
        standIn("docker", "exit 1");

        assertThat(up()).isEqualTo(2);

        assertThat(Files.readString(folder.resolve("said"))).contains("infra/local/up");
        assertThat(folder.resolve("infra/compose/secrets")).doesNotExist();
    }

    private int up(String... more) throws Exception {
        var command = new ProcessBuilder("bash", "infra/compose/up");
        command.command().addAll(List.of(more));
        command.directory(folder.toFile()).redirectErrorStream(true);
        command.redirectOutput(folder.resolve("said").toFile());
        command.environment().merge("PATH", folder.resolve("bin") + ":", (path, first) -> first + path);
        var process = command.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private void standIn(String name, String then) throws IOException {
        var script = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(
                script,
                "#!/usr/bin/env bash\necho \"%s $*\" >>'%s'\n%s\n".formatted(name, folder.resolve("asked"), then));
        executable(script);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
