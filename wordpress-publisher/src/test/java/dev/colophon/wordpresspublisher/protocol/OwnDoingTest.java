package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What we did ourselves is never laid at an editor's door. */
class OwnDoingTest {

    private static final Slot SLOT = new Slot(new PublicationId(UUID.randomUUID()), 1);
    private static final PostId POST = new PostId(7);
    private static final Duration T_MAX = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");

    @Test
    void a_draft_that_our_own_hold_made_is_published_again_though_a_later_write_was_lost_since() {
        var lost = new Unsettled(NOW, "new", Visibility.PUBLIC, Change.PUBLISH);

        assertThat(arrive(Visibility.PUBLIC, RemoteState.PUBLIC, true, lost, false, SeenStatus.DRAFT))
                .isEqualTo(new NextStep.Write(POST, Change.FILL));
        assertThat(arrive(Visibility.PUBLIC, RemoteState.PUBLIC, false, lost, false, SeenStatus.DRAFT))
                .isInstanceOf(NextStep.RecordRemoved.class);
    }

    @Test
    void a_draft_that_a_hanging_filling_may_have_put_back_behind_a_lost_publish_is_no_removal() {
        var behind = new Unsettled(NOW, "new", Visibility.PUBLIC, Change.PUBLISH, true);

        assertThat(arrive(Visibility.PUBLIC, RemoteState.PUBLIC, false, behind, true, SeenStatus.DRAFT))
                .isEqualTo(new NextStep.Write(POST, Change.FILL));
    }

    @Test
    void a_public_post_that_our_own_publish_made_is_held_though_a_later_write_was_lost_since() {
        var lost = new Unsettled(NOW, "new", Visibility.DRAFT, Change.HOLD);

        assertThat(arrive(Visibility.DRAFT, RemoteState.HELD, true, lost, false, SeenStatus.PUBLISH))
                .isEqualTo(new NextStep.Write(POST, Change.HOLD));
    }

    @Test
    void a_removed_post_that_is_public_again_is_brought_to_the_wanted_content_before_that_is_told() {
        assertThat(arrive(Visibility.PUBLIC, RemoteState.REMOVED, false, null, true, SeenStatus.PUBLISH))
                .isEqualTo(new NextStep.Write(POST, Change.UPDATE));
    }

    @Test
    void a_trashed_draft_is_not_given_up_while_a_late_publish_of_ours_can_bring_it_back() {
        var lost = new Unsettled(NOW, "new", Visibility.PUBLIC, Change.PUBLISH);
        var longLost = new Unsettled(NOW.minus(T_MAX), "new", Visibility.PUBLIC, Change.PUBLISH);

        assertThat(arrive(Visibility.PUBLIC, RemoteState.RESERVED, true, lost, false, SeenStatus.TRASH))
                .isEqualTo(new NextStep.WaitForLateRequest(NOW.plus(T_MAX)));
        assertThat(arrive(Visibility.PUBLIC, RemoteState.RESERVED, true, longLost, false, SeenStatus.TRASH))
                .isInstanceOf(NextStep.Park.class);
    }

    private static NextStep arrive(
            Visibility wanted,
            RemoteState state,
            boolean statusSent,
            @Nullable Unsettled unsettled,
            boolean settled,
            SeenStatus shown) {
        var standing = new Standing(
                SLOT,
                new Wanted(3, wanted, "new", settled, false, false),
                new OnRecord.Post(POST, state, "final", "sha256:old", statusSent, null, null),
                unsettled,
                NOW,
                T_MAX);
        var post = new SeenPost(POST, shown, "final", "link", "sha256:other", true);
        return Protocol.next(standing, new Evidence.Seen(post, new Stage.Arriving()));
    }
}
