package dev.colophon.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    /** A pipeline draws a dozen before the first of them is listened at: two alike were to be had in one build of a hundred. */
    @Test
    void no_port_is_chosen_twice_though_nobody_listens_there_yet() {
        var chosen = IntStream.range(0, 1_000).map(_ -> FreePorts.next()).boxed().toList();

        assertThat(chosen).doesNotHaveDuplicates();
    }
}
