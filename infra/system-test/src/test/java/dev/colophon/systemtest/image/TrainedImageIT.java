package dev.colophon.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image's cache, made as its build makes it: without database and Kafka. */
final class TrainedImageIT {

    private static final long PATIENCE_SECONDS = 600;

    /** The options are the image's own, and without the cache it would not start. */
    private static final String START = """
            . "$1/java-options"
            exec "$JAVA_HOME/bin/java" -XX:AOTMode=on "-XX:AOTCache=$2" "${java_options[@]}" -Xlog:class+load -cp "$3" \
              org.springframework.boot.SpringApplication""";

    @TempDir
    Path folder;

    /** A service that cannot be trained ends its image's build with an error. */
    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void a_service_is_trained_and_the_jvm_takes_what_came_of_it(String service) throws Exception {
        var image = TrainedImage.of(service);
        var said = folder.resolve("said.txt");
        var options = RepositoryFiles.resolve("infra/compose").toString();

        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        START,
                        "start",
                        options,
                        image.cache().toString(),
                        image.jar().toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().remove("JAVA_OPTIONS");
        var running = process.start();
        try {
            assertThat(running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            running.destroyForcibly();
        }

        assertThat(Files.readString(said))
                .containsPattern("org\\.springframework\\.boot\\.SpringApplication source: shared objects file");
    }
}
