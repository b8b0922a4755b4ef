package dev.colophon.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    /** Drawn at random from 17,000, so many would hold some port twice, but for one time in 10^53. */
    @Test
    void no_port_is_given_twice() {
        assertThat(IntStream.range(0, 2_000).map(_ -> FreePorts.next()).boxed()).doesNotHaveDuplicates();
    }
}
