package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parts decide of which the protocol is made. */
class SmallPartsTest {

    private static final Slot SLOT = new Slot(new PublicationId(new UUID(0, 1)), 1);
    private static final PostId POST = new PostId(7);
    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final Problem PROBLEM = new Problem("CODE", "detail", 400);

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new WordPressFailure.NotSent(PROBLEM), true),
                Arguments.of(new WordPressFailure.Permanent(PROBLEM), true),
                Arguments.of(new WordPressFailure.CredentialsLost(PROBLEM), true),
                Arguments.of(new WordPressFailure.Retryable(PROBLEM, null), true),
                Arguments.of(new WordPressFailure.Unknown(PROBLEM), false),
                Arguments.of(new WordPressFailure.SiteFault(PROBLEM), false),
                Arguments.of(new WordPressFailure.NotApplied(PROBLEM), true),
                Arguments.of(new WordPressFailure.Missing(PROBLEM), false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_request_is_over_only_where_wordpress_itself_answered_it_or_it_was_never_sent(
            WordPressFailure failure, boolean over) {
        assertThat(failure.isOver()).isEqualTo(over);
    }

    @ParameterizedTest
    @EnumSource(SeenStatus.class)
    void a_status_is_read_by_wordpresss_word_and_a_plugins_is_none_of_them(SeenStatus status) {
        assertThat(SeenStatus.of(status.word())).isEqualTo(status);
        assertThat(status.word()).isEqualTo(status.name().toLowerCase(Locale.ROOT));
        assertThat(SeenStatus.of("acme-archived")).isEqualTo(SeenStatus.OTHER);
    }

    @Test
    void a_hanging_filling_may_land_up_to_the_bound_and_another_change_puts_back_no_draft() {
        assertThat(standing(unsettled(NOW.minus(BOUND).plusMillis(1), Change.FILL, false))
                        .fillMayLand())
                .isTrue();
        assertThat(standing(unsettled(NOW.minus(BOUND), Change.FILL, false)).fillMayLand())
                .isFalse();
        assertThat(standing(unsettled(NOW, Change.PUBLISH, true)).fillMayLand()).isTrue();
        assertThat(standing(unsettled(NOW, Change.PUBLISH, false)).fillMayLand())
                .isFalse();
        assertThat(standing(null).fillMayLand()).isFalse();
    }

    @Test
    void fields_on_their_way_are_remembered_of_a_recorded_post_alone() {
        var choice = new FieldChoice(Set.of("title", "content"), Set.of("title"), Set.of("slug"));
        var nothing = standing(null);

        assertThat(recorded(RemoteState.PUBLIC, null, null, wanted(2, Visibility.PUBLIC))
                        .sending(choice)
                        .onRecord())
                .isInstanceOfSatisfying(
                        OnRecord.Post.class,
                        post -> assertThat(post.written())
                                .isEqualTo(new Written(Map.of(), Set.of("title", "content"), Set.of("title"))));
        assertThat(nothing.sending(choice)).isSameAs(nothing);
    }

    @Test
    void what_is_asked_for_is_all_that_a_wish_changes() {
        var wish = new Wish(EditPolicy.PARK, Map.of("title", "a"));

        assertThat(standing(null).wishing(wish).wish()).isEqualTo(wish);
        assertThat(FieldChoice.everything(wish)).isEqualTo(new FieldChoice(Set.of("title"), Set.of(), Set.of()));
    }

    @Test
    void what_cannot_be_at_once_is_no_wish() {
        assertThatThrownBy(() -> new Wanted(1, Visibility.PUBLIC, "same", true, false, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Wanted(1, Visibility.PUBLIC, "same", true, true, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Wanted(1, Visibility.PUBLIC, "same", false, true, true).endTold())
                .isTrue();
    }

    @Test
    void where_the_end_is_told_and_a_create_may_have_been_carried_out_it_is_shut_out() {
        var cancelled = new Wanted(2, Visibility.PUBLIC, "same", true, false, false);
        var standing = new Standing(SLOT, cancelled, new OnRecord.Nothing(), null, NOW, BOUND);

        assertThat(Protocol.next(standing.keyed(true), new Evidence.Arrived(true, false)))
                .isEqualTo(new NextStep.Fence(null));
        assertThat(Protocol.next(standing.keyed(false), new Evidence.KeyForgotten(null)))
                .isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void after_giving_way_the_standing_post_is_looked_at() {
        assertThat(Protocol.next(standing(null), new Evidence.Dropped(POST)))
                .isEqualTo(new NextStep.Look(POST, new Stage.Arriving()));
    }

    @Test
    void after_a_write_it_is_read_back_and_after_a_refusal_looked_at_what_became_of_it() {
        assertThat(Protocol.next(standing(null), new Evidence.Written(POST, Change.PUBLISH)))
                .isEqualTo(new NextStep.Look(POST, new Stage.ReadBack()));
        assertThat(Protocol.next(standing(null), new Evidence.WriteRefused(POST, Change.HOLD, PROBLEM)))
                .isEqualTo(new NextStep.Look(POST, new Stage.AfterRefusal(Change.HOLD, PROBLEM)));
    }

    @Test
    void no_post_but_the_recorded_is_ever_looked_at() {
        var sight = new Evidence.Seen(seen(SeenStatus.DRAFT, "final", true), new Stage.Arriving());

        assertThatThrownBy(() -> Protocol.next(standing(null), sight)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Protocol.next(standing(null).reserved(new PostId(9)), sight))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_post_is_ours_by_its_marker_by_its_slots_slug_or_by_the_slug_on_record() {
        assertThat(seen(SeenStatus.DRAFT, "any", true).belongsTo(SLOT, null)).isTrue();
        assertThat(seen(SeenStatus.DRAFT, SLOT.technicalSlug(), false).belongsTo(SLOT, null))
                .isTrue();
        assertThat(seen(SeenStatus.DRAFT, "final", false).belongsTo(SLOT, "final"))
                .isTrue();
        assertThat(seen(SeenStatus.DRAFT, "final", false).belongsTo(SLOT, "other"))
                .isFalse();
        assertThat(seen(SeenStatus.DRAFT, "final", false).belongsTo(SLOT, null)).isFalse();
    }

    @Test
    void what_readers_see_and_nobody_told_is_the_revision_on_record_or_the_one_before_the_wanted() {
        assertThat(untold(RemoteState.HELD, 3L, null, wanted(5, Visibility.PUBLIC), SeenStatus.PUBLISH))
                .isEqualTo(new Shown(RemoteState.PUBLIC, 3, seen(SeenStatus.PUBLISH, "final", true)));
        assertThat(untold(RemoteState.HELD, null, null, wanted(5, Visibility.PUBLIC), SeenStatus.PUBLISH))
                .isEqualTo(new Shown(RemoteState.PUBLIC, 4, seen(SeenStatus.PUBLISH, "final", true)));
        assertThat(untold(RemoteState.RESERVED, null, null, wanted(1, Visibility.PUBLIC), SeenStatus.PUBLISH))
                .isEqualTo(new Shown(RemoteState.PUBLIC, 1, seen(SeenStatus.PUBLISH, "final", true)));
        assertThat(untold(RemoteState.PUBLIC, 3L, null, wanted(5, Visibility.PUBLIC), SeenStatus.PUBLISH))
                .as("told already")
                .isNull();
    }

    @Test
    void what_is_hidden_and_nobody_told_is_the_revision_that_was_sent_as_a_draft() {
        assertThat(untold(RemoteState.PUBLIC, 3L, 4L, wanted(5, Visibility.PUBLIC), SeenStatus.DRAFT))
                .isEqualTo(new Shown(RemoteState.HELD, 4, seen(SeenStatus.DRAFT, "final", true)));
        assertThat(untold(RemoteState.PUBLIC, 3L, null, wanted(5, Visibility.DRAFT), SeenStatus.DRAFT))
                .isEqualTo(new Shown(RemoteState.HELD, 5, seen(SeenStatus.DRAFT, "final", true)));
        assertThat(untold(RemoteState.PUBLIC, 3L, null, wanted(5, Visibility.PUBLIC), SeenStatus.DRAFT))
                .isNull();
        assertThat(untold(RemoteState.HELD, 3L, 4L, wanted(5, Visibility.DRAFT), SeenStatus.DRAFT))
                .as("told already")
                .isNull();
    }

    @Test
    void a_refused_hold_that_was_applied_all_the_same_counts_as_held() {
        var standing = recorded(RemoteState.PUBLIC, 3L, 5L, wanted(5, Visibility.DRAFT));

        assertThat(look(standing, SeenStatus.DRAFT, new Stage.AfterRefusal(Change.HOLD, PROBLEM)))
                .isInstanceOf(NextStep.RecordHeld.class);
    }

    @Test
    void a_hold_that_the_site_does_not_show_is_no_success_and_a_refused_one_fails() {
        var standing = recorded(RemoteState.PUBLIC, 3L, null, wanted(5, Visibility.DRAFT));

        assertThat(look(standing, SeenStatus.PUBLISH, new Stage.ReadBack()))
                .isInstanceOfSatisfying(NextStep.NotApplied.class, step -> {
                    assertThat(step.problem().detail()).contains("accepted the status draft", "7 as publish");
                    assertThat(step.shown()).isNull();
                });
        assertThat(look(standing, SeenStatus.PUBLISH, new Stage.AfterRefusal(Change.HOLD, PROBLEM)))
                .isEqualTo(new NextStep.Fail(PROBLEM, null));
    }

    @Test
    void a_removal_that_was_told_is_not_told_again() {
        var settled = new Wanted(2, Visibility.PUBLIC, "same", true, false, false);

        assertThat(look(recorded(RemoteState.REMOVED, 1L, null, settled), SeenStatus.DRAFT, new Stage.Arriving()))
                .isEqualTo(new NextStep.StillTrue());
        assertThat(Protocol.next(
                        recorded(RemoteState.REMOVED, 1L, null, settled),
                        new Evidence.Gone(POST, new Stage.Arriving())))
                .isEqualTo(new NextStep.StillTrue());
        assertThat(Protocol.next(
                        recorded(RemoteState.PUBLIC, 1L, null, settled), new Evidence.Gone(POST, new Stage.Arriving())))
                .isInstanceOf(NextStep.RecordRemoved.class);
    }

    @Test
    void a_held_draft_that_an_editor_made_public_and_that_was_told_is_left_so() {
        var settled = new Wanted(2, Visibility.DRAFT, "same", true, false, false);

        assertThat(look(recorded(RemoteState.PUBLIC, 2L, null, settled), SeenStatus.PUBLISH, new Stage.Arriving()))
                .isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void a_site_that_says_no_policy_has_the_one_that_was_before_there_were_any() {
        assertThat(EditPolicy.of(null)).isEqualTo(EditPolicy.OVERWRITE);
        assertThat(EditPolicy.of("keep-editors")).isEqualTo(EditPolicy.KEEP_EDITORS);
    }

    @Test
    void what_is_given_up_with_an_unknown_end_says_so_and_keeps_its_code() {
        var told = PROBLEM.withUnknownPublicity();

        assertThat(told.code()).isEqualTo("CODE");
        assertThat(told.detail()).startsWith("detail Whether readers see the post is not known");
        assertThat(told.httpStatus()).isEqualTo(400);
        assertThat(new WordPressFailed(new WordPressFailure.Unknown(told)).failure())
                .isEqualTo(new WordPressFailure.Unknown(told));
    }

    @Test
    void bodies_in_a_log_tell_nothing() {
        var fields = new SeenFields("t", "e", null, "secret", null, null, null, null, null, null, null, null);

        assertThat(fields.toString()).isEqualTo("SeenFields[***]");
        assertThat(fields.meta()).isNull();
    }

    private static @Nullable Shown untold(
            RemoteState state, @Nullable Long open, @Nullable Long held, Wanted wanted, SeenStatus status) {
        var standing = recorded(state, open, held, wanted);
        return Untold.of(standing, (OnRecord.Post) standing.onRecord(), seen(status, "final", true));
    }

    private static NextStep look(Standing standing, SeenStatus status, Stage stage) {
        return Protocol.next(standing, new Evidence.Seen(seen(status, "final", true), stage));
    }

    private static SeenPost seen(SeenStatus status, String slug, boolean marked) {
        return new SeenPost(POST, status, slug, "https://x/", "sha256:1", marked);
    }

    private static Wanted wanted(long revision, Visibility visibility) {
        return new Wanted(revision, visibility, "same", false, false, false);
    }

    private static Standing recorded(RemoteState state, @Nullable Long open, @Nullable Long held, Wanted wanted) {
        var post = new OnRecord.Post(POST, state, "final", "sha256:1", false, open, held);
        return new Standing(SLOT, wanted, post, null, NOW, BOUND);
    }

    private static Standing standing(@Nullable Unsettled unsettled) {
        return new Standing(SLOT, wanted(1, Visibility.PUBLIC), new OnRecord.Nothing(), unsettled, NOW, BOUND);
    }

    private static Unsettled unsettled(Instant sentAt, Change change, boolean afterFill) {
        return new Unsettled(sentAt, "same", Visibility.PUBLIC, change, afterFill);
    }
}
