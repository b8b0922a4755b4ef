package dev.colophon.outboxrelay.capture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class CapturePropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"-PT0.001S", "PT10.001S", "PT1H"})
    void a_position_that_is_saved_too_seldom_or_before_now_is_refused_by_name(Duration saveEvery) {
        assertThatThrownBy(() -> properties(1024, 2048, saveEvery))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("colophon.capture.save-every must be from 0 to 10 s");
    }

    @Test
    void a_queue_that_holds_no_more_than_a_batch_is_refused_by_name() {
        properties(1024, 1025, Duration.ofSeconds(10));
        assertThatThrownBy(() -> properties(1024, 1024, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colophon.capture.queue-size");
    }

    private static CaptureProperties properties(int batchSize, int queueSize, Duration saveEvery) {
        return new CaptureProperties(
                Duration.ofMillis(3),
                batchSize,
                queueSize,
                DataSize.ofMegabytes(16),
                2,
                saveEvery,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20));
    }
}
