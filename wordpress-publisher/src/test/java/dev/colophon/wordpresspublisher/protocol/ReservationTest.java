package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a story comes to its post: adopted or made, and made public only as a whole. */
class ReservationTest extends OnePost {

    @Test
    void without_an_id_on_record_the_site_is_searched_before_anything_is_created() {
        assertThat(next(standing(), new Evidence.Arrived())).isEqualTo(new NextStep.LookUp(null));
        assertThat(next(standing(), new Evidence.LookedUp(List.of(), null))).isEqualTo(new NextStep.Reserve());
    }

    @Test
    void of_a_story_that_nobody_has_visited_nothing_is_searched() {
        assertThat(next(standing(), new Evidence.Arrived(false, true))).isEqualTo(new NextStep.Reserve());
    }

    @Test
    void a_site_that_takes_keys_makes_the_post_in_one_and_only_a_fence_ends_what_was_begun_so() {
        Standing begun = standing().keyed(true);
        SeenPost shown = seen(7, SeenStatus.PUBLISH);

        assertThat(next(standing(), new Evidence.Arrived(true, false))).isEqualTo(new NextStep.CreateByKey());
        assertThat(next(begun, new Evidence.Arrived(false, false))).isEqualTo(new NextStep.CreateByKey());
        assertThat(next(begun, new Evidence.MadeByKey(POST, shown))).isEqualTo(new NextStep.RecordKey(POST, shown));
        assertThat(next(standing(RemoteState.RESERVED), new Evidence.KeyOnRecord(POST, shown)))
                .isEqualTo(new NextStep.RecordPublic(shown));
        assertThat(next(standing(RemoteState.RESERVED), new Evidence.KeyOnRecord(POST, null)))
                .isEqualTo(new NextStep.Look(POST, new Stage.Arriving()));
        assertThat(next(begun, new Evidence.RefusedByKey(REFUSAL))).isEqualTo(new NextStep.Fence(REFUSAL));
        assertThat(next(begun, new Evidence.Fenced(null, REFUSAL))).isEqualTo(new NextStep.ForgetKey(REFUSAL));
        assertThat(next(begun, new Evidence.Fenced(POST, REFUSAL))).isEqualTo(new NextStep.RecordKey(POST, null));
        assertThat(next(standing(), new Evidence.KeyForgotten(REFUSAL))).isEqualTo(new NextStep.Fail(REFUSAL, null));
    }

    @Test
    void the_lowest_draft_is_adopted_and_trash_is_not() {
        var posts = List.of(seen(9, SeenStatus.DRAFT), seen(4, SeenStatus.TRASH), seen(7, SeenStatus.PENDING));

        assertThat(next(standing(), new Evidence.LookedUp(posts, null))).isEqualTo(new NextStep.Checkpoint(POST, null));
    }

    @Test
    void a_public_post_of_ours_is_adopted_before_any_draft() {
        var posts = List.of(seen(3, SeenStatus.DRAFT), seen(7, SeenStatus.PUBLISH));

        assertThat(next(standing(), new Evidence.LookedUp(posts, null))).isEqualTo(new NextStep.Checkpoint(POST, null));
    }

    @Test
    void two_public_posts_are_left_alone_and_reported() {
        var posts = List.of(seen(7, SeenStatus.PUBLISH), seen(9, SeenStatus.PUBLISH));

        assertThat(next(standing(), new Evidence.LookedUp(posts, null)))
                .isInstanceOfSatisfying(
                        NextStep.Park.class,
                        park -> assertThat(park.problem())
                                .satisfies(problem -> assertThat(problem.code()).isEqualTo("DUPLICATE_POSTS"))
                                .satisfies(
                                        problem -> assertThat(problem.detail()).contains("7", "9")));
    }

    @Test
    void a_refused_draft_fails_only_if_the_site_has_not_stored_it() {
        assertThat(next(standing(), new Evidence.DraftRefused(REFUSAL))).isEqualTo(new NextStep.LookUp(REFUSAL));
        assertThat(next(standing(), new Evidence.LookedUp(List.of(), REFUSAL)))
                .isEqualTo(new NextStep.Fail(REFUSAL, null));
        assertThat(next(standing(), new Evidence.LookedUp(List.of(seen(7, SeenStatus.DRAFT)), REFUSAL)))
                .isEqualTo(new NextStep.Checkpoint(POST, null));
    }

    @Test
    void the_loser_of_a_race_deletes_its_draft_only_if_it_is_another_post() {
        assertThat(next(standing(RemoteState.RESERVED), new Evidence.Taken(POST, OTHER)))
                .isEqualTo(new NextStep.DropDraft(OTHER, POST));
        assertThat(next(standing(RemoteState.RESERVED), new Evidence.Taken(POST, POST)))
                .isEqualTo(new NextStep.Look(POST, new Stage.Arriving()));
    }

    @Test
    void our_own_whole_draft_is_published_as_its_create_showed_it() {
        SeenPost drafted = seen(7, SeenStatus.DRAFT);
        assertThat(next(standing(), new Evidence.Drafted(drafted))).isEqualTo(new NextStep.Checkpoint(POST, drafted));
        assertThat(next(standing(RemoteState.RESERVED), new Evidence.Checkpointed(POST, drafted)))
                .isEqualTo(new NextStep.Write(POST, Change.PUBLISH));
        assertThat(look(standing(RemoteState.RESERVED), SeenStatus.DRAFT, new Stage.Filled()))
                .isEqualTo(new NextStep.Write(POST, Change.PUBLISH));
        assertThat(look(standing(RemoteState.RESERVED), SeenStatus.PUBLISH, new Stage.ReadBack()))
                .isInstanceOf(NextStep.RecordPublic.class);
    }

    @Test
    void an_adopted_draft_is_filled_before_it_is_published() {
        assertThat(look(standing(RemoteState.RESERVED), SeenStatus.DRAFT, new Stage.Arriving()))
                .isEqualTo(new NextStep.Write(POST, Change.FILL));
        assertThat(next(standing(RemoteState.RESERVED), new Evidence.Written(POST, Change.FILL)))
                .isEqualTo(new NextStep.Look(POST, new Stage.Filled()));
    }
}
