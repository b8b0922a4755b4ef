package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a write that the site did not take, and of a revision that was given up. */
class RefusedWriteTest extends OnePost {

    @Test
    void a_yes_that_the_site_does_not_show_is_no_success() {
        assertThat(look(standing(RemoteState.RESERVED), SeenStatus.FUTURE, new Stage.ReadBack()))
                .isInstanceOf(NextStep.NotApplied.class);
    }

    @Test
    void a_refused_publish_that_was_applied_all_the_same_counts_as_published() {
        var refused = new Stage.AfterRefusal(Change.PUBLISH, REFUSAL);

        assertThat(look(standing(RemoteState.RESERVED), SeenStatus.PUBLISH, refused))
                .isInstanceOf(NextStep.RecordPublic.class);
        assertThat(look(standing(RemoteState.RESERVED), SeenStatus.DRAFT, refused))
                .isEqualTo(new NextStep.Fail(REFUSAL, null));
    }

    @Test
    void a_refusal_tells_first_what_is_public_and_was_not_told() {
        var refused = new Stage.AfterRefusal(Change.UPDATE, REFUSAL);
        var earlier = knowing(RemoteState.RESERVED, 4, 3L, false);

        assertThat(look(earlier, SeenStatus.PUBLISH, refused))
                .isEqualTo(new NextStep.Fail(
                        REFUSAL, new Shown(RemoteState.PUBLIC, 3, seen(POST.value(), SeenStatus.PUBLISH))));
        assertThat(look(knowing(RemoteState.RESERVED, 4, 4L, false), SeenStatus.PUBLISH, refused))
                .isInstanceOf(NextStep.RecordPublic.class);
        assertThat(look(knowing(RemoteState.PUBLIC, 4, 3L, false), SeenStatus.PUBLISH, refused))
                .isEqualTo(new NextStep.Fail(REFUSAL, null));
        assertThat(look(earlier, SeenStatus.DRAFT, refused)).isEqualTo(new NextStep.Fail(REFUSAL, null));
    }

    @ParameterizedTest
    @EnumSource(SeenStatus.class)
    void what_was_given_up_is_looked_at_and_never_written_to(SeenStatus status) {
        for (RemoteState state : RemoteState.values()) {
            Standing standing = knowing(state, 4, 3L, true);

            assertThat(next(standing, new Evidence.Arrived())).isEqualTo(new NextStep.Look(POST, new Stage.Arriving()));
            assertThat(look(standing, status, new Stage.Arriving())).isInstanceOf(NextStep.End.class);
            assertThat(next(standing, new Evidence.Gone(POST, new Stage.Arriving())))
                    .isInstanceOf(NextStep.End.class);
        }
        var shown = new Shown(RemoteState.PUBLIC, 3, seen(POST.value(), SeenStatus.PUBLISH));
        assertThat(look(knowing(RemoteState.RESERVED, 4, 3L, true), SeenStatus.PUBLISH, new Stage.Arriving()))
                .isEqualTo(new NextStep.RecordShown(shown));
        assertThat(look(knowing(RemoteState.RESERVED, 4, 3L, true), SeenStatus.DRAFT, new Stage.Arriving()))
                .isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void of_what_was_given_up_and_is_gone_only_what_readers_saw_is_told_as_removed() {
        var gone = new Evidence.Gone(POST, new Stage.Arriving());

        assertThat(next(knowing(RemoteState.RESERVED, 4, 3L, true), gone)).isEqualTo(new NextStep.StillTrue());
        assertThat(next(knowing(RemoteState.REMOVED, 4, 3L, true), gone)).isEqualTo(new NextStep.StillTrue());
        assertThat(next(knowing(RemoteState.PUBLIC, 4, 3L, true), gone)).isInstanceOf(NextStep.RecordRemoved.class);
        assertThat(next(knowing(RemoteState.HELD, 4, 3L, true), gone)).isInstanceOf(NextStep.RecordRemoved.class);
    }
}
