package dev.colophon.outboxrelay.capture;

import static dev.colophon.outboxrelay.capture.CaptureState.BACKING_OFF;
import static dev.colophon.outboxrelay.capture.CaptureState.STANDBY;
import static dev.colophon.outboxrelay.capture.CaptureState.STOPPED;
import static dev.colophon.outboxrelay.capture.CaptureState.STREAMING;
import static dev.colophon.outboxrelay.capture.CaptureState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptureStateTest {

    private static final Set<CaptureState> WITHOUT_AN_ENGINE = EnumSet.of(STANDBY, WAITING, STREAMING, STOPPED);

    private static final Map<CaptureState, Set<CaptureState>> ALLOWED = Map.of(
            STANDBY, WITHOUT_AN_ENGINE,
            WAITING, WITHOUT_AN_ENGINE,
            STREAMING, EnumSet.allOf(CaptureState.class),
            BACKING_OFF, EnumSet.allOf(CaptureState.class),
            STOPPED, EnumSet.noneOf(CaptureState.class));

    @Test
    void goes_where_the_table_says_and_nowhere_else() {
        ALLOWED.forEach((from, allowed) -> Arrays.stream(CaptureState.values()).forEach(to -> {
            if (allowed.contains(to)) {
                assertThat(from.to(to)).isEqualTo(to);
            } else {
                assertThatIllegalStateException().isThrownBy(() -> from.to(to));
            }
        }));
    }
}
