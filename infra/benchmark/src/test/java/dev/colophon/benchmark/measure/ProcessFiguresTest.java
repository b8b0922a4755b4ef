package dev.colophon.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    @Test
    void a_jvm_is_larger_than_its_heap_in_use_and_has_used_its_processor() {
        var self = ProcessHandle.current();

        assertThat(ProcessFigures.peakMegabytes(self.pid())).isBetween(20.0, 100_000.0);
        assertThat(ProcessFigures.cpuSeconds(self.pid())).isPositive();
        assertThat(ProcessFigures.cpuSecondsOfTree(self)).isGreaterThanOrEqualTo(0.1);
    }
}
