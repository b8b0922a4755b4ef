package dev.colophon.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void what_a_killed_jvm_started_is_cleared_up(@TempDir Path folder) throws Exception {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        ChildProcess jvm = ward(folder, kept);
        ChildProcess started = ChildProcess.find(kept.resolve("started.pid")).orElseThrow();

        jvm.kill();

        await().atMost(PATIENCE).until(() -> !started.isAlive() && !Files.exists(kept));
        assertThat(jvm.isAlive()).isFalse();
    }

    @Test
    void whoever_has_the_id_of_a_dead_process_by_now_is_left_alone(@TempDir Path folder) throws Exception {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        ChildProcess jvm = ward(folder, kept);
        ChildProcess another = ChildProcess.find(kept.resolve("started.pid")).orElseThrow();
        Files.setLastModifiedTime(
                kept.resolve("started.pid"), FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        jvm.kill();

        await().atMost(PATIENCE).until(() -> !Files.exists(kept));
        assertThat(another.isAlive()).isTrue();
        another.kill();
    }

    /** A JVM that has started something and waits to be killed. */
    private static ChildProcess ward(Path folder, Path kept) {
        ChildProcess jvm = ChildProcess.start(
                List.of(JavaCommand.java(), "-cp", JavaCommand.classPath(), Ward.class.getName(), kept.toString()),
                Map.of(),
                folder.resolve("jvm.log"),
                folder.resolve("jvm.pid"));
        await().atMost(PATIENCE).until(() -> Files.exists(kept.resolve("ready")));
        return jvm;
    }

    /** Starts something that would stay for ever, and waits to be killed. */
    static final class Ward {

        private Ward() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Guardian.killAndRemove(folder.resolve("started.pid"), "TERM", folder);
            ChildProcess.start(
                    List.of("sleep", "600"), Map.of(), folder.resolve("started.log"), folder.resolve("started.pid"));
            Files.createFile(folder.resolve("ready"));
            Thread.currentThread().join();
        }
    }
}
