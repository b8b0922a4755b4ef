package dev.colophon.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianTest {

    @Test
    void what_a_killed_jvm_started_is_cleared_up(@TempDir Path folder) throws Exception {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        ChildProcess jvm = ChildProcess.start(
                List.of(JavaCommand.java(), "-cp", JavaCommand.classPath(), Ward.class.getName(), kept.toString()),
                Map.of(),
                folder.resolve("jvm.log"),
                folder.resolve("jvm.pid"));
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(kept.resolve("ready")));
        ChildProcess started = ChildProcess.find(kept.resolve("started.pid")).orElseThrow();

        jvm.kill();

        await().atMost(Duration.ofSeconds(20)).until(() -> !started.isAlive() && !Files.exists(kept));
        assertThat(jvm.isAlive()).isFalse();
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
