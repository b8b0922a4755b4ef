package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.Visibility;
import org.junit.jupiter.api.Test;

/** What the protocol does while a write of ours may still land, and with what one has left. */
class LateRequestTest extends OnePost {

    @Test
    void a_publish_whose_answer_was_lost_is_recorded_when_the_post_is_seen_public() {
        var lost = new Unsettled(NOW.minusSeconds(1), "same", Visibility.PUBLIC, Change.PUBLISH);

        assertThat(look(standing(RemoteState.RESERVED, lost), SeenStatus.PUBLISH, new Stage.Arriving()))
                .isInstanceOf(NextStep.RecordPublic.class);
        assertThat(look(standing(RemoteState.RESERVED, lost), SeenStatus.DRAFT, new Stage.Arriving()))
                .isEqualTo(new NextStep.Write(POST, Change.FILL));
    }

    @Test
    void a_different_state_waits_until_the_older_request_can_land_no_more() {
        var lost = new Unsettled(NOW.minusSeconds(1), "older", Visibility.PUBLIC, Change.UPDATE);
        var waits = new NextStep.WaitForLateRequest(NOW.minusSeconds(1).plus(BOUND));

        assertThat(look(standing(RemoteState.PUBLIC, lost), SeenStatus.PUBLISH, new Stage.Arriving()))
                .isEqualTo(waits);
        assertThat(look(standing(RemoteState.RESERVED, lost), SeenStatus.DRAFT, new Stage.Arriving()))
                .isEqualTo(waits);

        var dead = new Unsettled(NOW.minus(BOUND), "older", Visibility.PUBLIC, Change.UPDATE);
        assertThat(look(standing(RemoteState.PUBLIC, dead), SeenStatus.PUBLISH, new Stage.Arriving()))
                .isEqualTo(new NextStep.Write(POST, Change.UPDATE));
    }

    @Test
    void a_held_draft_that_a_late_publish_of_ours_made_public_is_held_again() {
        var late = new Unsettled(NOW.minus(BOUND), "older", Visibility.PUBLIC, Change.PUBLISH);

        assertThat(look(
                        wanting(RemoteState.HELD, Visibility.DRAFT, true, late),
                        SeenStatus.PUBLISH,
                        new Stage.Arriving()))
                .isEqualTo(new NextStep.Write(POST, Change.HOLD));
    }

    @Test
    void a_late_older_content_found_by_the_second_look_is_written_over() {
        var settled = wanting(RemoteState.PUBLIC, Visibility.PUBLIC, true, null);
        var other = new SeenPost(POST, SeenStatus.PUBLISH, "final", "https://x/", "sha256:older", true);

        assertThat(next(settled, new Evidence.Seen(other, new Stage.Arriving())))
                .isEqualTo(new NextStep.Write(POST, Change.UPDATE));
    }
}
