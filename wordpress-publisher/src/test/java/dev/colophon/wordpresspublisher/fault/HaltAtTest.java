package dev.colophon.wordpresspublisher.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HaltAtTest {

    private static final int PASSED = 42;

    /** Goes past one step, as a visit does. */
    static final class Passer {

        public static void main(String[] arguments) {
            CrashPoints crash = new HaltAt(arguments[0]);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(1)));
            crash.before(Step.RESERVED);
            crash.after(Step.RESERVED);
            System.exit(PASSED);
        }
    }

    @ParameterizedTest
    @CsvSource({"before:reserved, 137", "after:reserved, 137"})
    void the_program_halts_at_the_step_without_any_hook(String at, int status)
            throws IOException, InterruptedException {
        assertThat(exitOf(at)).isEqualTo(status);
    }

    @Test
    void other_steps_are_passed() throws IOException, InterruptedException {
        assertThat(exitOf("after:published")).isEqualTo(1); // the ordinary end runs the hook
    }

    @ParameterizedTest
    @ValueSource(strings = {"reserved", "after:lunch", "during:reserved", "after:reserved:twice"})
    void a_switch_that_names_no_step_stops_the_start(String at) {
        assertThatThrownBy(() -> new HaltAt(at))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colophon.fault.at");
    }

    private static int exitOf(String at) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Passer.class.getName(),
                        at)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
