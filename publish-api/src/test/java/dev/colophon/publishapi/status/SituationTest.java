package dev.colophon.publishapi.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.Situation.Ruling;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SituationTest {

    /** Of a publication whose newest job asks to publish; whether a post is on record follows from the status. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            STATUS,      UPDATE,      POST,  UNPUBLISH, CANCEL,   RETRY
            ACCEPTED,    -,           false, REFUSED,   ACCEPTED, REFUSED
            ACCEPTED,    -,           true,  ACCEPTED,  ACCEPTED, REFUSED
            SCHEDULED,   -,           false, REFUSED,   ACCEPTED, REFUSED
            PUBLISHING,  -,           false, REFUSED,   ACCEPTED, REFUSED
            PUBLISHING,  -,           true,  ACCEPTED,  ACCEPTED, REFUSED
            DEFERRED,    -,           false, REFUSED,   ACCEPTED, REFUSED
            UNCONFIRMED, -,           true,  ACCEPTED,  ACCEPTED, REFUSED
            PARKED,      -,           false, REFUSED,   ACCEPTED, ACCEPTED
            PUBLISHED,   -,           true,  ACCEPTED,  REFUSED,  REFUSED
            PUBLISHED,   pending,     true,  ACCEPTED,  REFUSED,  REFUSED
            PUBLISHED,   publishing,  true,  ACCEPTED,  REFUSED,  REFUSED
            PUBLISHED,   deferred,    true,  ACCEPTED,  REFUSED,  REFUSED
            PUBLISHED,   unconfirmed, true,  ACCEPTED,  REFUSED,  REFUSED
            PUBLISHED,   parked,      true,  ACCEPTED,  REFUSED,  ACCEPTED
            PUBLISHED,   failed,      true,  ACCEPTED,  REFUSED,  ACCEPTED
            UNPUBLISHED, -,           true,  REPEATED,  REFUSED,  REFUSED
            UNPUBLISHED, -,           false, REPEATED,  REFUSED,  REFUSED
            REMOVED,     -,           true,  ACCEPTED,  REFUSED,  ACCEPTED
            FAILED,      -,           false, REFUSED,   ACCEPTED, ACCEPTED
            CANCELLED,   -,           false, REFUSED,   REPEATED, ACCEPTED
            """)
    void what_may_be_asked_for(
            Status status, @Nullable String update, boolean post, Ruling unpublish, Ruling cancel, Ruling retry) {
        var situation = new Situation(status, update, post, Action.PUBLISH, Action.PUBLISH);

        assertThat(situation.on(Action.UNPUBLISH)).isEqualTo(unpublish);
        assertThat(situation.on(Action.CANCEL)).isEqualTo(cancel);
        assertThat(situation.on(Action.RETRY)).isEqualTo(retry);
        assertThat(situation.on(Action.PUBLISH)).isEqualTo(Ruling.ACCEPTED);
    }

    @Test
    void a_cancellation_of_what_failed_is_taken_but_never_offered() {
        var failed = new Situation(Status.FAILED, null, false, Action.PUBLISH, Action.PUBLISH);
        var parked = new Situation(Status.PARKED, null, false, Action.PUBLISH, Action.PUBLISH);

        assertThat(failed.on(Action.CANCEL)).isEqualTo(Ruling.ACCEPTED);
        assertThat(failed.offers(Action.CANCEL)).isFalse();
        assertThat(failed.offers(Action.RETRY)).isTrue();
        assertThat(parked.offers(Action.CANCEL)).isTrue();
    }

    @Test
    void nothing_is_asked_for_twice_at_once() {
        var unpublishing = new Situation(Status.PUBLISHED, "pending", true, Action.UNPUBLISH, Action.UNPUBLISH);
        var cancelling = new Situation(Status.DEFERRED, null, false, Action.CANCEL, Action.PUBLISH);

        assertThat(unpublishing.on(Action.UNPUBLISH)).isEqualTo(Ruling.REPEATED);
        assertThat(cancelling.on(Action.CANCEL)).isEqualTo(Ruling.REPEATED);
    }

    @Test
    void an_unpublish_whose_attempt_failed_or_whose_cancellation_is_under_way_may_be_asked_for_again() {
        var failed = new Situation(Status.PUBLISHED, "failed", true, Action.UNPUBLISH, Action.UNPUBLISH);
        var cancelled = new Situation(Status.ACCEPTED, null, true, Action.CANCEL, Action.UNPUBLISH);

        assertThat(failed.on(Action.UNPUBLISH)).isEqualTo(Ruling.ACCEPTED);
        assertThat(cancelled.on(Action.UNPUBLISH)).isEqualTo(Ruling.ACCEPTED);
    }

    @Test
    void of_what_has_ended_something_can_be_asked_for_whatever_it_is() {
        assertThat(Arrays.stream(Status.values()).filter(Status::terminal)).allSatisfy(status -> {
            var situation = new Situation(status, null, status == Status.PUBLISHED, Action.PUBLISH, Action.PUBLISH);
            assertThat(Arrays.stream(Action.values()).map(situation::on)).contains(Ruling.ACCEPTED);
        });
    }
}
