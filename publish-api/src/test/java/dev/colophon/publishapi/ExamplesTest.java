package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** That the examples for upstream services are programs that work. */
class ExamplesTest extends ApiTest {

    @Test
    void the_java_example_publishes_and_waits_for_the_end_and_run_again_makes_no_second_job(@TempDir Path folder)
            throws Exception {
        var storyKey = "story \"quoted\" \\ " + shortId();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx64m",
                RepositoryFiles.resolve("docs/examples/Publish.java").toString(),
                site,
                storyKey,
                "The harbour \"reopens\"",
                Files.writeString(folder.resolve("story.html"), "<p>Ünïcode ⚓\nline two\t\\</p>")
                        .toString());
        var program = start(command, folder);
        var id = awaitPublication(storyKey, program, folder);
        new Projector(tables).tells(id, "published", 1);

        assertThat(end(program, folder)).isEqualTo("published https://news.example/x/");
        assertThat(end(start(command, folder), folder)).isEqualTo("published https://news.example/x/");
        assertThat(get("/v1/publications/" + id).json().get("requestedRevision").intValue())
                .isOne();
        assertThat(tables.sql(
                                "SELECT title || html FROM publish_api.variant v JOIN publish_api.story s ON s.id = v.story_id WHERE story_key = :key")
                        .param("key", storyKey)
                        .query(String.class)
                        .single())
                .isEqualTo("The harbour \"reopens\"<p>Ünïcode ⚓\nline two\t\\</p>");
    }

    @Test
    void the_curl_example_publishes_and_shows_the_status_and_run_again_makes_no_second_job(@TempDir Path folder)
            throws Exception {
        var body = Files.writeString(folder.resolve("story.json"), story().toString());
        var command = List.of(
                "sh",
                RepositoryFiles.resolve("docs/examples/publish.sh").toString(),
                "key-" + shortId(),
                body.toString());
        var before = stored();
        var first = end(start(command, folder), folder);
        var second = end(start(command, folder), folder);

        var status = JsonMapper.shared().readTree(first);
        assertThat(status.get("status").stringValue()).isEqualTo("accepted");
        assertThat(second).isEqualTo(first);
        assertThat(stored().jobs()).isEqualTo(before.jobs() + 1);
    }

    private String awaitPublication(String storyKey, Process program, Path folder) {
        var found = await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> tables.sql("""
                                        SELECT p.id::text FROM publish_api.publication p
                                          JOIN publish_api.story s ON s.id = p.story_id WHERE story_key = :key
                                        """)
                                .param("key", storyKey)
                                .query(String.class)
                                .list(),
                        rows -> rows.size() == 1 || !program.isAlive());
        assertThat(found)
                .as(() -> "the example said: " + read(folder.resolve("output")))
                .hasSize(1);
        return found.getFirst();
    }

    private Process start(List<String> command, Path folder) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment()
                .putAll(Map.of(
                        "COLOPHON_URL", "http://127.0.0.1:" + port, "COLOPHON_KEY", clientKey, "LC_ALL", "C.UTF-8"));
        return builder.start();
    }

    private static String end(Process program, Path folder) throws IOException, InterruptedException {
        assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
        var output = Files.readString(folder.resolve("output"), StandardCharsets.UTF_8)
                .strip();
        assertThat(program.exitValue()).as(output).isZero();
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
