package dev.colophon.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** promtool and amtool as Debian packs them, fetched once by the script that users have. */
final class PrometheusTools {

    private static final Duration DOWNLOAD = Duration.ofMinutes(5);
    private static final Duration CHECK = Duration.ofMinutes(1);
    private static final Path FOLDER = fetch();

    private PrometheusTools() {}

    /** Fails the test with what it printed, if it found anything wrong. */
    static void run(String program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(FOLDER.resolve(program).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        var outcome = Command.tryRun(command, CHECK);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    private static Path fetch() {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "colophon", "prometheus");
        Command.run(
                List.of(
                        RepositoryFiles.resolve("infra/monitoring/prometheus-tools")
                                .toString(),
                        "fetch",
                        folder.toString()),
                DOWNLOAD);
        return folder.resolve("bin");
    }
}
