package dev.colophon.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    /** So many find a process that has just ended: without the mend the first dozens do. */
    private static final int LOOKS = 500;

    @Test
    void a_jvm_is_larger_than_its_heap_in_use_and_has_used_its_processor() {
        var self = ProcessHandle.current();

        assertThat(ProcessFigures.peakMegabytes(self.pid())).isBetween(20.0, 100_000.0);
        assertThat(ProcessFigures.cpuSeconds(self.pid())).isPositive();
        assertThat(ProcessFigures.cpuSecondsOfTree(self)).isGreaterThanOrEqualTo(0.1);
    }

    @Test
    void processes_that_end_while_they_are_counted_are_no_trouble() throws IOException {
        var restless = new ProcessBuilder("sh", "-c", "while :; do sleep 0 & sleep 0; done").start();
        try {
            var before = ProcessFigures.cpuSecondsOfTree(restless.toHandle());
            for (int look = 0; look < LOOKS; look++) {
                ProcessFigures.cpuSecondsOfTree(restless.toHandle());
            }

            assertThat(ProcessFigures.cpuSecondsOfTree(restless.toHandle())).isGreaterThan(before);
        } finally {
            restless.destroyForcibly();
        }
    }
}
