package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The companion plugin's own tests, in PHP and within WordPress, on what the build has packed. */
@ExtendWith(RealWordPressExtension.class)
class CompanionUnitsTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @Test
    void the_plugins_own_tests_pass(RealWordPress wordpress) {
        wordpress.installCompanion();
        String tests =
                RepositoryFiles.resolve("infra/wordpress-plugin/tests/run.php").toString();

        Command.Outcome outcome = Command.tryRun(
                List.of(
                        "php",
                        "-d",
                        "memory_limit=256M",
                        tests,
                        wordpress.folder().toString()),
                DEADLINE);

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).containsPattern("(?m)^[1-9][0-9]* tests passed$");
    }
}
