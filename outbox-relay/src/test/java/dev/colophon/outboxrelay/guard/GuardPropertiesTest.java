package dev.colophon.outboxrelay.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that contradict each other stop the start, and say which. */
class GuardPropertiesTest {

    @ParameterizedTest
    @CsvSource({"2,3,1,3,4", "2,10,120,3600,20", "10,11,1,11,20"})
    void settings_that_agree_are_taken(long every, long canaryAge, long unsentAge, long kept, long lockIdle) {
        assertThat(guard(every, canaryAge, unsentAge, kept, lockIdle, "publish_api.outbox"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2,2,1,3,4,canary-age-max",
        "2,3,0,3,4,unsent-age-max",
        "2,3,-1,3,4,unsent-age-max",
        "2,3,1,3,3,lock-idle-max",
        "2,3,1,2,4,canary-kept"
    })
    void settings_that_contradict_each_other_stop_the_start(
            long every, long canaryAge, long unsentAge, long kept, long lockIdle, String named) {
        assertThatThrownBy(() -> guard(every, canaryAge, unsentAge, kept, lockIdle, "publish_api.outbox"))
                .hasMessageContaining("colophon.guard." + named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbox", "Publish_api.outbox", "publish_api.out box", "a.b.c", "1a.outbox", "a.1b"})
    void an_outbox_that_is_not_named_by_schema_and_table_stops_the_start(String outbox) {
        assertThatThrownBy(() -> guard(2, 3, 1, 3, 4, outbox)).hasMessageContaining("colophon.guard.outboxes");
    }

    @Test
    void the_relays_own_outbox_is_none_of_the_services() {
        var guard = guard(2, 3, 1, 3, 4, "status_projector.outbox", "outbox_relay.outbox", "publish_api.outbox");

        assertThat(guard.outboxesOfServices()).containsExactly("publish_api.outbox", "status_projector.outbox");
    }

    private static GuardProperties guard(
            long every, long canaryAge, long unsentAge, long kept, long lockIdle, String... outboxes) {
        return new GuardProperties(
                "slot",
                "publication",
                Set.of(outboxes),
                Duration.ofSeconds(every),
                Duration.ofSeconds(canaryAge),
                Duration.ofSeconds(unsentAge),
                Duration.ofSeconds(kept),
                Duration.ofMinutes(1),
                Duration.ofSeconds(lockIdle));
    }
}
