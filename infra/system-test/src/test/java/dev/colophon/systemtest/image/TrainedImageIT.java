package dev.colophon.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image's cache, made as its build makes it: without database and Kafka. */
final class TrainedImageIT {

    private static final long PATIENCE_SECONDS = 600;

    @TempDir
    Path image;

    /** A service that cannot be trained ends its image's build with an error. */
    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void a_service_is_trained_and_the_jvm_takes_what_came_of_it(String service) throws Exception {
        var target = RepositoryFiles.resolve(service + "/target");
        Files.createSymbolicLink(image.resolve("lib"), target.resolve("lib"));
        Files.copy(onlyJar(target), image.resolve("app.jar"));
        var trained =
                run("train.txt", RepositoryFiles.resolve("infra/compose/train").toString(), image.toString());
        assertThat(trained).as(Files.readString(image.resolve("train.txt"))).isZero();
        var script = """
                . "$1/java-options"
                exec "$JAVA_HOME/bin/java" -XX:AOTMode=on "-XX:AOTCache=$2/app.aot" "${java_options[@]}" -Xlog:class+load -cp "$2/app.jar" \
                  org.springframework.boot.SpringApplication""";

        run(
                "run.txt",
                "bash",
                "-c",
                script,
                "run",
                RepositoryFiles.resolve("infra/compose").toString(),
                image.toString());

        assertThat(Files.readString(image.resolve("run.txt")))
                .containsPattern("org\\.springframework\\.boot\\.SpringApplication source: shared objects file");
    }

    private int run(String output, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(image.resolve(output).toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().keySet().removeIf(name -> name.startsWith("COLOPHON_") || name.equals("JAVA_OPTIONS"));
        var running = process.start();
        if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
            throw new IllegalStateException("no end: " + Files.readString(image.resolve(output)));
        }
        return running.exitValue();
    }

    private static Path onlyJar(Path target) throws IOException {
        var jars = FileSystems.getDefault().getPathMatcher("glob:**-SNAPSHOT.jar");
        try (var files = Files.list(target)) {
            return files.filter(jars::matches).findFirst().orElseThrow();
        }
    }
}
