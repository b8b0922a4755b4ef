package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.Visibility;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolTest extends OnePost {

    @Test
    void with_an_id_on_record_nothing_is_ever_created() {
        for (RemoteState state : RemoteState.values()) {
            assertThat(next(standing(state), new Evidence.Arrived()))
                    .isEqualTo(new NextStep.Look(POST, new Stage.Arriving()));
        }
    }

    @Test
    void every_write_follows_a_look_of_the_same_visit() {
        for (Evidence evidence : everyEvidenceWithoutALook()) {
            assertThat(next(standing(RemoteState.RESERVED), evidence)).isNotInstanceOf(NextStep.Write.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SeenStatus.class,
            names = {"DRAFT", "PENDING", "PRIVATE", "FUTURE", "TRASH", "OTHER"})
    void what_an_editor_withdrew_is_recorded_as_removed_and_never_written_to(SeenStatus status) {
        assertThat(look(standing(RemoteState.PUBLIC), status, new Stage.Arriving()))
                .isInstanceOf(NextStep.RecordRemoved.class);
        assertThat(look(standing(RemoteState.REMOVED), status, new Stage.Arriving()))
                .isInstanceOf(NextStep.RecordRemoved.class);
    }

    @Test
    void a_deleted_post_is_recorded_as_removed() {
        assertThat(next(standing(RemoteState.PUBLIC), new Evidence.Gone(POST, new Stage.Arriving())))
                .isInstanceOf(NextStep.RecordRemoved.class);
        assertThat(next(standing(RemoteState.HELD), new Evidence.Gone(POST, new Stage.Arriving())))
                .isInstanceOf(NextStep.RecordRemoved.class);
    }

    @Test
    void a_reserved_draft_that_is_gone_ends_its_generation() {
        assertThat(next(standing(RemoteState.RESERVED), new Evidence.Gone(POST, new Stage.Arriving())))
                .isInstanceOf(NextStep.Park.class);
        assertThat(look(standing(RemoteState.RESERVED), SeenStatus.TRASH, new Stage.Filled()))
                .isInstanceOf(NextStep.Park.class);
    }

    @Test
    void a_post_that_carries_neither_our_marker_nor_our_slug_is_not_touched() {
        var foreign = new SeenPost(POST, SeenStatus.PUBLISH, "somebody-elses", "https://x/", "sha256:1", false);

        assertThat(next(standing(RemoteState.RESERVED), new Evidence.Seen(foreign, new Stage.Arriving())))
                .isInstanceOfSatisfying(
                        NextStep.Park.class,
                        park -> assertThat(park.problem().code()).isEqualTo("FOREIGN_POST"));
    }

    @Test
    void an_update_of_a_public_post_never_sends_a_status() {
        assertThat(look(standing(RemoteState.PUBLIC), SeenStatus.PUBLISH, new Stage.Arriving()))
                .isEqualTo(new NextStep.Write(POST, Change.UPDATE));
    }

    @Test
    void an_unpublish_of_the_client_holds_the_post_and_is_not_a_removal() {
        var draft = wanting(RemoteState.PUBLIC, Visibility.DRAFT, false, null);

        assertThat(look(draft, SeenStatus.PUBLISH, new Stage.Arriving()))
                .isEqualTo(new NextStep.Write(POST, Change.HOLD));
        assertThat(look(draft, SeenStatus.DRAFT, new Stage.ReadBack())).isInstanceOf(NextStep.RecordHeld.class);
    }

    @Test
    void a_held_draft_that_an_editor_published_is_told_as_published_and_left_public() {
        var settled = wanting(RemoteState.HELD, Visibility.DRAFT, true, null);

        assertThat(look(settled, SeenStatus.PUBLISH, new Stage.Arriving())).isInstanceOf(NextStep.RecordPublic.class);
    }

    @Test
    void a_second_look_at_what_was_told_tells_nothing_new() {
        var settled = wanting(RemoteState.PUBLIC, Visibility.PUBLIC, true, null);
        assertThat(look(settled, SeenStatus.PUBLISH, new Stage.Arriving())).isEqualTo(new NextStep.StillTrue());

        var held = wanting(RemoteState.HELD, Visibility.DRAFT, true, null);
        assertThat(look(held, SeenStatus.DRAFT, new Stage.Arriving())).isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void where_nothing_is_wanted_nothing_is_made() {
        var cancelled = new Standing(
                SLOT,
                new Wanted(2, Visibility.PUBLIC, "same", true, false, false),
                new OnRecord.Nothing(),
                null,
                NOW,
                BOUND);

        assertThat(next(cancelled, new Evidence.Arrived())).isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void every_pair_of_standing_and_sight_has_a_next_step_and_no_post_but_the_recorded_is_written() {
        assertThat(everySituation()).allSatisfy(situation -> {
            NextStep step = look(situation.standing(), situation.status(), situation.stage());

            assertThat(step).isNotNull();
            if (step instanceof NextStep.Write(var id, var change, var _)) {
                assertThat(id).isEqualTo(POST);
                assertThat(situation.status()).isNotEqualTo(SeenStatus.TRASH);
                if (change == Change.PUBLISH) {
                    assertThat(situation.standing().wanted().isPublic()).isTrue();
                    assertThat(situation.stage()).isEqualTo(new Stage.Filled());
                }
            }
        });
    }

    private record Situation(Standing standing, SeenStatus status, Stage stage) {}

    private static Stream<Situation> everySituation() {
        @Nullable
        Unsettled[] unsettled = {
            null,
            new Unsettled(NOW.minusSeconds(1), "same", Visibility.PUBLIC, Change.PUBLISH),
            new Unsettled(NOW.minusSeconds(1), "older", Visibility.PUBLIC, Change.UPDATE),
            new Unsettled(NOW.minusSeconds(1), "older", Visibility.DRAFT, Change.HOLD)
        };
        List<Stage> stages = List.of(
                new Stage.Arriving(),
                new Stage.Verifying(),
                new Stage.Filled(),
                new Stage.ReadBack(),
                new Stage.AfterRefusal(Change.FILL, REFUSAL));
        return Stream.of(RemoteState.values())
                .flatMap(state -> Stream.of(Visibility.values())
                        .flatMap(visibility -> Stream.of(unsettled)
                                .flatMap(open -> Stream.of(
                                        wanting(state, visibility, true, open),
                                        wanting(state, visibility, false, open),
                                        retrying(state, visibility, open)))))
                .flatMap(standing -> Stream.of(SeenStatus.values())
                        .flatMap(status -> stages.stream().map(stage -> new Situation(standing, status, stage))));
    }

    private static List<Evidence> everyEvidenceWithoutALook() {
        return List.of(
                new Evidence.Arrived(),
                new Evidence.Arrived(true, true),
                new Evidence.Drafted(seen(7, SeenStatus.DRAFT)),
                new Evidence.Checkpointed(POST, null),
                new Evidence.MadeByKey(POST, seen(7, SeenStatus.PUBLISH)),
                new Evidence.RefusedByKey(REFUSAL),
                new Evidence.Fenced(POST, null),
                new Evidence.Fenced(null, REFUSAL),
                new Evidence.KeyOnRecord(POST, null),
                new Evidence.KeyOnRecord(POST, seen(7, SeenStatus.PUBLISH)),
                new Evidence.KeyForgotten(null),
                new Evidence.Taken(POST, OTHER),
                new Evidence.Recognised(POST),
                new Evidence.Gone(POST, new Stage.Verifying()),
                new Evidence.GenerationOpened(),
                new Evidence.Dropped(POST),
                new Evidence.Written(POST, Change.FILL),
                new Evidence.Written(POST, Change.PUBLISH),
                new Evidence.WriteRefused(POST, Change.PUBLISH, REFUSAL));
    }
}
