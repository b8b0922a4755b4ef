package dev.colophon.localtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md tells a newcomer to type does what it says. */
class NewcomerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> BUILT =
            List.of("publish-api", "outbox-relay", "wordpress-publisher", "status-projector", "infra/local");

    @Test
    void the_readme_s_commands_run_as_they_stand_there_and_its_story_is_published(@TempDir Path folder)
            throws Exception {
        markAsBuilt();
        var output = folder.resolve("newcomer.txt");

        var walk = new ProcessBuilder(
                        RepositoryFiles.resolve("infra/local-test/newcomer").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        try {
            assertThat(walk.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as(() -> read(output))
                    .isTrue();
            assertThat(walk.exitValue()).as(() -> read(output)).isZero();
            assertThat(read(output))
                    .contains("newcomer: the story is at http://")
                    .contains("newcomer: done");
        } finally {
            walk.destroy();
        }
    }

    /** The build under way has made them: the scripts must not begin another in its folders. */
    private static void markAsBuilt() throws IOException {
        for (var module : BUILT) {
            try (var jars = Files.newDirectoryStream(RepositoryFiles.resolve(module + "/target"), "*-[0-9]*.jar")) {
                for (var jar : jars) {
                    Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
                }
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }
}
