package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.Visibility;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a post that is gone may be followed by another one. */
class NewGenerationTest extends OnePost {

    @ParameterizedTest
    @EnumSource(
            value = RemoteState.class,
            names = {"REMOVED", "RESERVED"})
    void a_retry_opens_a_generation_only_when_the_absence_is_verified(RemoteState state) {
        var retry = retrying(state, Visibility.PUBLIC, null);

        assertThat(next(retry, new Evidence.Gone(POST, new Stage.Arriving())))
                .isEqualTo(new NextStep.CheckCredentials(POST));
        assertThat(look(retry, SeenStatus.TRASH, new Stage.Filled())).isEqualTo(new NextStep.CheckCredentials(POST));
        assertThat(next(retry, new Evidence.Recognised(POST)))
                .isEqualTo(new NextStep.Look(POST, new Stage.Verifying()));
        assertThat(next(retry, new Evidence.Gone(POST, new Stage.Verifying())))
                .isInstanceOf(NextStep.OpenGeneration.class);
        assertThat(look(retry, SeenStatus.TRASH, new Stage.Verifying())).isInstanceOf(NextStep.OpenGeneration.class);
        assertThat(next(retry.opened(), new Evidence.GenerationOpened())).isEqualTo(new NextStep.LookUp(null));
    }

    @ParameterizedTest
    @EnumSource(RemoteState.class)
    void without_a_retry_no_generation_is_opened_whatever_is_seen(RemoteState state) {
        for (Stage stage : List.of(new Stage.Arriving(), new Stage.Verifying(), new Stage.Filled())) {
            assertThat(next(standing(state), new Evidence.Gone(POST, stage))).isInstanceOf(NextStep.End.class);
            assertThat(look(standing(state), SeenStatus.TRASH, stage)).isInstanceOf(NextStep.End.class);
        }
    }

    @Test
    void a_retry_is_used_up_by_the_generation_that_it_opened() {
        var next =
                retrying(RemoteState.REMOVED, Visibility.PUBLIC, null).opened().reserved(OTHER);

        assertThat(next.slot().generation()).isEqualTo(2);
        assertThat(next(next, new Evidence.Gone(OTHER, new Stage.Verifying()))).isInstanceOf(NextStep.Park.class);
    }

    @Test
    void a_retry_that_finds_the_removal_nobody_has_told_of_tells_it_first() {
        assertThat(next(
                        retrying(RemoteState.PUBLIC, Visibility.PUBLIC, null),
                        new Evidence.Gone(POST, new Stage.Arriving())))
                .isInstanceOf(NextStep.RecordRemoved.class);
    }

    @Test
    void a_trashed_post_that_a_late_publish_may_revive_is_not_followed_by_another_before_that_is_over() {
        var late = new Unsettled(NOW.minusSeconds(1), "same", Visibility.PUBLIC, Change.PUBLISH);
        var retry = retrying(RemoteState.REMOVED, Visibility.PUBLIC, late);

        assertThat(look(retry, SeenStatus.TRASH, new Stage.Verifying()))
                .isEqualTo(new NextStep.WaitForLateRequest(NOW.minusSeconds(1).plus(BOUND)));
        assertThat(next(retry, new Evidence.Gone(POST, new Stage.Verifying())))
                .isInstanceOf(NextStep.OpenGeneration.class); // what is deleted cannot come back
    }

    @ParameterizedTest
    @EnumSource(
            value = SeenStatus.class,
            names = {"DRAFT", "PENDING", "PRIVATE"})
    void a_retry_publishes_what_an_editor_only_withdrew_under_the_same_id(SeenStatus status) {
        var retry = retrying(RemoteState.REMOVED, Visibility.PUBLIC, null);

        assertThat(look(retry, status, new Stage.Arriving())).isEqualTo(new NextStep.Write(POST, Change.FILL));
        assertThat(look(retry, status, new Stage.Filled())).isEqualTo(new NextStep.Write(POST, Change.PUBLISH));
        assertThat(look(retry, SeenStatus.PUBLISH, new Stage.ReadBack())).isInstanceOf(NextStep.RecordPublic.class);
    }
}
