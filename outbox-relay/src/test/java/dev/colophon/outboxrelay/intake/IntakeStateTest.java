package dev.colophon.outboxrelay.intake;

import static dev.colophon.outboxrelay.intake.IntakeState.OPEN;
import static dev.colophon.outboxrelay.intake.IntakeState.SHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeStateTest {

    private static final IntakeProperties PROPERTIES = new IntakeProperties(0.5, 0.25, 0.4, Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({
        "OPEN, 1.2,  OPEN", "OPEN, 0.25, OPEN", "OPEN, 0.24, SHED", "OPEN, 0.0, SHED",
        "SHED, 0.0,  SHED", "SHED, 0.3,  SHED", "SHED, 0.4,  SHED", "SHED, 0.41, OPEN"
    })
    void sheds_below_one_mark_and_opens_above_a_higher_one(IntakeState now, double left, IntakeState next) {
        assertThat(now.next(left, PROPERTIES)).isEqualTo(next);
    }

    @Test
    void between_the_marks_nothing_changes_so_it_does_not_flutter() {
        var state = OPEN;
        for (var left : new double[] {0.3, 0.26, 0.24, 0.26, 0.39, 0.24, 0.39}) {
            state = state.next(left, PROPERTIES);
        }
        assertThat(state).isEqualTo(SHED);
    }

    @Test
    void marks_in_the_wrong_order_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntakeProperties(0.5, 0.4, 0.4, Duration.ofSeconds(30)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntakeProperties(0.2, 0.25, 0.4, Duration.ofSeconds(30)));
        assertThatIllegalArgumentException().isThrownBy(() -> new IntakeProperties(0.5, 0.25, 0.4, Duration.ZERO));
    }
}
