package dev.colophon.statusprojector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StageTest {

    @Test
    void what_waits_for_an_answer_or_gave_up_has_a_reason_and_nothing_else_has() {
        assertThat(Arrays.stream(Stage.values()).filter(Stage::hasReason))
                .containsExactly(Stage.DEFERRED, Stage.UNCONFIRMED, Stage.PARKED, Stage.FAILED);
    }
}
