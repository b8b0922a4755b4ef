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

    @Test
    void what_is_promised_to_somebody_is_never_drawn() {
        int promised = FreePorts.next();
        IntStream.rangeClosed(promised + 1, promised + 100).forEach(FreePorts::setAside);

        assertThat(IntStream.range(0, 2_000).map(_ -> FreePorts.next()).boxed())
                .noneMatch(port -> port > promised && port <= promised + 100);
    }
}
