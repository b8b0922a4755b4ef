package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolTest {

    private static final Slot SLOT =
            new Slot(new PublicationId(UUID.fromString("5f0c6a0e-6d0a-4b6e-9a65-0d4f6c1f7a11")), 1);
    private static final PostId POST = new PostId(7);
    private static final PostId OTHER = new PostId(9);
    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final Problem REFUSAL = new Problem("WP_REFUSED_CONTENT", "no", 400);

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
    void with_an_id_on_record_nothing_is_ever_created() {
        for (RemoteState state : RemoteState.values()) {
            assertThat(next(standing(state), new Evidence.Arrived()))
                    .isEqualTo(new NextStep.Look(POST, new Stage.Arriving()));
        }
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
    void every_write_follows_a_look_of_the_same_visit() {
        for (Evidence evidence : everyEvidenceWithoutALook()) {
            assertThat(next(standing(RemoteState.RESERVED), evidence)).isNotInstanceOf(NextStep.Write.class);
        }
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
    void a_held_draft_that_a_late_publish_of_ours_made_public_is_held_again() {
        var late = new Unsettled(NOW.minus(BOUND), "older", Visibility.PUBLIC, Change.PUBLISH);

        assertThat(look(
                        wanting(RemoteState.HELD, Visibility.DRAFT, true, late),
                        SeenStatus.PUBLISH,
                        new Stage.Arriving()))
                .isEqualTo(new NextStep.Write(POST, Change.HOLD));
    }

    @Test
    void of_a_held_post_an_editors_title_is_left_and_what_names_it_goes_with_its_status() {
        var shown = edited(SeenStatus.DRAFT);

        var held = look(known(RemoteState.HELD, Visibility.DRAFT, EditPolicy.KEEP_EDITORS), shown);
        var filled = look(known(RemoteState.HELD, Visibility.PUBLIC, EditPolicy.KEEP_EDITORS), shown);

        assertThat(held).isEqualTo(writing(Change.HOLD, Set.of("content", "slug"), Set.of("title")));
        assertThat(filled).isEqualTo(writing(Change.FILL, Set.of("content"), Set.of("title")));
    }

    @Test
    void an_edited_draft_waits_for_a_person_where_the_policy_says_so_and_what_is_public_is_held_at_once() {
        assertThat(look(known(RemoteState.HELD, Visibility.PUBLIC, EditPolicy.PARK), edited(SeenStatus.DRAFT)))
                .isInstanceOfSatisfying(
                        NextStep.Park.class,
                        park -> assertThat(park.problem().code()).isEqualTo("WP_EDITED_AT_SITE"));
        assertThat(look(known(RemoteState.PUBLIC, Visibility.DRAFT, EditPolicy.PARK), edited(SeenStatus.PUBLISH)))
                .isEqualTo(writing(Change.HOLD, Set.of("content", "slug"), Set.of("title")));
    }

    @Test
    void an_update_of_a_public_post_does_with_an_editors_title_what_the_policy_says() {
        var shown = edited(SeenStatus.PUBLISH);

        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.KEEP_EDITORS), shown))
                .isEqualTo(writing(Change.UPDATE, Set.of("content"), Set.of("title")));
        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.OVERWRITE), shown))
                .isEqualTo(new NextStep.Write(
                        POST, Change.UPDATE, new FieldChoice(Set.of("title", "content"), Set.of("title"), Set.of())));
        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.PARK), shown))
                .isInstanceOfSatisfying(NextStep.Park.class, park -> {
                    assertThat(park.problem().code()).isEqualTo("WP_EDITED_AT_SITE");
                    assertThat(park.problem().detail()).contains("post 7", "(title)");
                });
    }

    @Test
    void a_person_who_decided_by_a_retry_has_the_editors_title_written_over() {
        var decided = known(
                RemoteState.PUBLIC, EditPolicy.PARK, new Wanted(2, Visibility.PUBLIC, "same", false, false, true));

        assertThat(look(decided, edited(SeenStatus.PUBLISH)))
                .isEqualTo(new NextStep.Write(
                        POST, Change.UPDATE, new FieldChoice(Set.of("title", "content"), Set.of("title"), Set.of())));
    }

    @Test
    void a_second_look_at_what_waits_for_a_person_asks_no_second_time() {
        var open = known(
                RemoteState.PUBLIC, EditPolicy.PARK, new Wanted(2, Visibility.PUBLIC, "same", true, false, false));
        var held =
                known(RemoteState.HELD, EditPolicy.PARK, new Wanted(2, Visibility.PUBLIC, "same", true, false, false));

        assertThat(look(open, edited(SeenStatus.PUBLISH))).isEqualTo(new NextStep.StillTrue());
        assertThat(look(held, edited(SeenStatus.DRAFT))).isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void of_a_public_post_that_stands_as_wanted_nothing_is_sent() {
        var prints = Map.of("title", "ours", "content", "new", "slug", "final");
        var shown = new SeenPost(POST, SeenStatus.PUBLISH, "final", "https://x/", "sha256:2", true, null, prints);

        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.PARK), shown))
                .isEqualTo(new NextStep.RecordPublic(shown));
    }

    @Test
    void a_held_post_that_lacks_nothing_but_its_name_is_published_without_a_filling() {
        var prints = Map.of("title", "ours", "content", "new", "slug", "technical");
        var shown = new SeenPost(POST, SeenStatus.DRAFT, "final", null, "sha256:2", true, null, prints);

        assertThat(look(known(RemoteState.HELD, Visibility.PUBLIC, EditPolicy.OVERWRITE), shown))
                .isEqualTo(new NextStep.Write(
                        POST, Change.PUBLISH, new FieldChoice(Set.of("slug"), Set.of("slug"), Set.of())));
    }

    @Test
    void of_what_was_given_up_and_is_gone_only_what_readers_saw_is_told_as_removed() {
        var gone = new Evidence.Gone(POST, new Stage.Arriving());

        assertThat(next(knowing(RemoteState.RESERVED, 4, 3L, true), gone)).isEqualTo(new NextStep.StillTrue());
        assertThat(next(knowing(RemoteState.REMOVED, 4, 3L, true), gone)).isEqualTo(new NextStep.StillTrue());
        assertThat(next(knowing(RemoteState.PUBLIC, 4, 3L, true), gone)).isInstanceOf(NextStep.RecordRemoved.class);
        assertThat(next(knowing(RemoteState.HELD, 4, 3L, true), gone)).isInstanceOf(NextStep.RecordRemoved.class);
    }

    @Test
    void a_second_look_at_what_was_told_tells_nothing_new() {
        var settled = wanting(RemoteState.PUBLIC, Visibility.PUBLIC, true, null);
        assertThat(look(settled, SeenStatus.PUBLISH, new Stage.Arriving())).isEqualTo(new NextStep.StillTrue());

        var held = wanting(RemoteState.HELD, Visibility.DRAFT, true, null);
        assertThat(look(held, SeenStatus.DRAFT, new Stage.Arriving())).isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void a_late_older_content_found_by_the_second_look_is_written_over() {
        var settled = wanting(RemoteState.PUBLIC, Visibility.PUBLIC, true, null);
        var other = new SeenPost(POST, SeenStatus.PUBLISH, "final", "https://x/", "sha256:older", true);

        assertThat(next(settled, new Evidence.Seen(other, new Stage.Arriving())))
                .isEqualTo(new NextStep.Write(POST, Change.UPDATE));
    }

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

    private static NextStep next(Standing standing, Evidence evidence) {
        return Protocol.next(standing, evidence);
    }

    private static NextStep look(Standing standing, SeenStatus status, Stage stage) {
        return next(standing, new Evidence.Seen(seen(POST.value(), status), stage));
    }

    private static NextStep look(Standing standing, SeenPost post) {
        return next(standing, new Evidence.Seen(post, new Stage.Arriving()));
    }

    private static NextStep writing(Change change, Set<String> send, Set<String> kept) {
        return new NextStep.Write(POST, change, new FieldChoice(send, Set.of(), kept));
    }

    /** Of a post that was read back under this title and content; another content is wanted now. */
    private static Standing known(RemoteState state, Visibility visibility, EditPolicy policy) {
        return known(state, policy, new Wanted(2, visibility, "same", false, false, false));
    }

    private static Standing known(RemoteState state, EditPolicy policy, Wanted wanted) {
        var fields = Map.of(
                "title", new Written.Field("ours", "ours"),
                "content", new Written.Field("old", "old"),
                "slug", new Written.Field("final", "final"));
        var written = new Written(fields, Set.of(), Set.of());
        var post = new OnRecord.Post(POST, state, "final", "sha256:1", false, 1L, null, written);
        var wish = new Wish(policy, Map.of("title", "ours", "content", "new", "slug", "final"));
        return new Standing(SLOT, wanted, post, null, NOW, BOUND, wish);
    }

    private static SeenPost edited(SeenStatus status) {
        var prints = Map.of("title", "by the editor", "content", "old", "slug", "final");
        return new SeenPost(POST, status, "final", "https://x/", "sha256:1", true, null, prints);
    }

    private static SeenPost seen(long id, SeenStatus status) {
        return new SeenPost(new PostId(id), status, "final", "https://x/", "sha256:1", true);
    }

    private static Standing standing() {
        var wanted = new Wanted(1, Visibility.PUBLIC, "same", false, false, false);
        return new Standing(SLOT, wanted, new OnRecord.Nothing(), null, NOW, BOUND);
    }

    private static Standing standing(RemoteState state) {
        return wanting(state, Visibility.PUBLIC, false, null);
    }

    private static Standing standing(RemoteState state, Unsettled unsettled) {
        return wanting(state, Visibility.PUBLIC, false, unsettled);
    }

    private static Standing wanting(
            RemoteState state, Visibility visibility, boolean settled, @Nullable Unsettled unsettled) {
        var post = new OnRecord.Post(POST, state, "final", "sha256:1");
        return new Standing(
                SLOT, new Wanted(1, visibility, "same", settled, false, false), post, unsettled, NOW, BOUND);
    }

    private static Standing knowing(RemoteState state, long revision, long publicRevision, boolean givenUp) {
        var post = new OnRecord.Post(POST, state, "final", "sha256:1", false, publicRevision, null);
        return new Standing(
                SLOT, new Wanted(revision, Visibility.PUBLIC, "same", false, givenUp, false), post, null, NOW, BOUND);
    }

    private static Standing retrying(RemoteState state, Visibility visibility, @Nullable Unsettled unsettled) {
        var post = new OnRecord.Post(POST, state, "final", "sha256:1");
        return new Standing(SLOT, new Wanted(2, visibility, "same", false, false, true), post, unsettled, NOW, BOUND);
    }
}
