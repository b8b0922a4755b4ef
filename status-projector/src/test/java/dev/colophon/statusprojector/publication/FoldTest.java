package dev.colophon.statusprojector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FoldTest {

    private final Events events = new Events();

    @Test
    void no_event_makes_no_status() {
        var folded = Fold.of(List.of());

        assertThat(folded.projection()).isEmpty();
        assertThat(folded.conflicts()).isEmpty();
    }

    @Test
    void a_published_post_stays_published_while_its_update_waits_fails_and_succeeds() {
        var first = events.requested(1, 1);
        var published = events.published(1, 1);
        var second = events.requested(1, 2);
        var failed = events.progressed(Stage.FAILED, 1, 2);
        var third = events.requested(1, 3);
        var updated = events.published(1, 3, "7", "https://news.example/new/");

        var pending = state(first, published, second);
        var failing = state(first, published, second, failed);
        var done = state(first, published, second, failed, third, updated);

        assertThat(pending.status()).isEqualTo(Status.PUBLISHED);
        assertThat(pending.updateStatus()).isEqualTo(UpdateStatus.PENDING);
        assertThat(pending.revision()).isEqualTo(1);
        assertThat(failing.status()).isEqualTo(Status.PUBLISHED);
        assertThat(failing.updateStatus()).isEqualTo(UpdateStatus.FAILED);
        assertThat(failing.reason()).isEqualTo(Events.TROUBLE);
        assertThat(done.updateStatus()).isNull();
        assertThat(done.publishedRevision()).isEqualTo(3);
        assertThat(done.external()).isEqualTo(new PublicPost(Events.POST, "https://news.example/new/"));
    }

    @Test
    void a_revision_that_failed_takes_nothing_from_what_is_told_of_the_one_before_it_before_or_after() {
        var first = events.requested(1, 1);
        var second = events.requested(1, 2);

        var toldBefore = state(first, second, events.published(1, 1), events.progressed(Stage.FAILED, 1, 2));
        var toldAfter = state(first, second, events.progressed(Stage.PARKED, 1, 2), events.published(1, 1));

        assertThat(toldBefore.status()).isEqualTo(Status.PUBLISHED);
        assertThat(toldBefore.publishedRevision()).isEqualTo(1);
        assertThat(toldBefore.updateStatus()).isEqualTo(UpdateStatus.FAILED);
        assertThat(toldAfter.status()).isEqualTo(Status.PUBLISHED);
        assertThat(toldAfter.publishedRevision()).isEqualTo(1);
        assertThat(toldAfter.updateStatus()).isEqualTo(UpdateStatus.PARKED);
    }

    @Test
    void what_a_revision_in_between_has_hidden_is_not_published_any_more_when_the_newest_fails() {
        var hidden = state(
                events.requested(1, 1),
                events.published(1, 1),
                events.requested(1, 2),
                events.requested(1, 3),
                events.unpublished(1, 2),
                events.progressed(Stage.FAILED, 1, 3));

        assertThat(hidden.status()).isEqualTo(Status.FAILED);
        assertThat(hidden.updateStatus()).isNull();
    }

    @Test
    void receipts_alone_make_a_status_and_the_late_request_only_adds_whose_it_is() {
        var request = events.requested(1, 1);
        var claimed = events.progressed(Stage.PUBLISHING, 1, 1);
        var published = events.published(1, 1);

        var alone = Fold.of(List.of(claimed, published)).projection().orElseThrow();
        var complete =
                Fold.of(List.of(claimed, published, request)).projection().orElseThrow();

        assertThat(alone.state()).isEqualTo(complete.state());
        assertThat(alone.about().siteId()).isEqualTo(Events.SITE);
        assertThat(alone.about().storyKey()).isNull();
        assertThat(complete.about().storyKey()).isEqualTo("harbour-reopens");
    }

    @Test
    void a_request_that_the_ledger_has_not_answered_comes_after_all_that_the_ledger_did() {
        var second = events.requested(1, 2);
        var first = events.requested(1, 1);
        var published = events.published(1, 1);

        assertThat(Timeline.of(List.of(second, published, first))).containsExactly(first, published, second);
        assertThat(Timeline.of(List.of(events.progressed(Stage.PUBLISHING, 1, 2), second, published, first)))
                .startsWith(first, published, second);
    }

    @Test
    void receipts_stand_in_the_order_of_the_ledger_whatever_their_clocks_say() {
        var shown = events.numbered(2, 1, 1, Events.POST);
        var claimed = events.numbered(1, 1, 1, null);
        var published = new LoggedEvent.PostPublished(shown, new PublicPost(Events.POST, "https://news.example/a/"));
        var publishing = new LoggedEvent.Progressed(claimed, Stage.PUBLISHING, null, null);

        assertThat(publishing.occurredAt()).isAfter(published.occurredAt());
        assertThat(Timeline.of(List.of(published, publishing))).containsExactly(publishing, published);
    }

    @Test
    void what_may_be_at_the_site_is_not_hidden_by_a_newer_request() {
        var sent = List.of(events.requested(1, 1), events.progressed(Stage.UNCONFIRMED, 1, 1), events.requested(1, 2));

        var state = Fold.of(sent).projection().orElseThrow().state();

        assertThat(state.status()).isEqualTo(Status.UNCONFIRMED);
        assertThat(state.newest().revision()).isEqualTo(2);
    }

    @Test
    void the_status_dates_from_the_event_that_brought_it_about() {
        var deferred = events.progressed(Stage.DEFERRED, 1, 1);
        var again = events.progressed(Stage.DEFERRED, 1, 1);

        var projection = Fold.of(List.of(deferred, again)).projection().orElseThrow();

        assertThat(projection.since()).isEqualTo(deferred.occurredAt());
        assertThat(projection.lastEvent()).isEqualTo(again.id());
    }

    @Test
    void a_second_public_post_is_a_conflict_and_the_first_stays_on_record() {
        var published = events.published(1, 1);
        var other = events.published(1, 2, "8", "https://news.example/8/");

        var folded = Fold.of(List.of(published, other));

        assertThat(folded.conflicts()).containsOnly(Map.entry(other.id(), Impossible.SECOND_POST));
        assertThat(folded.projection().orElseThrow().state().external()).isEqualTo(published.seen());
    }

    @Test
    void a_published_receipt_without_a_post_makes_nothing_published() {
        var forged = events.unfounded(1, 1);

        var folded = Fold.of(List.of(events.requested(1, 1), forged));

        assertThat(folded.conflicts()).containsEntry(forged.id(), Impossible.UNFOUNDED);
        assertThat(folded.projection().orElseThrow().state().status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void an_event_of_another_site_is_a_conflict_and_moves_nothing() {
        var request = events.requested(1, 1);
        var misrouted = events.requestedAt(new UUID(9, 9), 1, 2);

        var folded = Fold.of(List.of(misrouted, request));

        assertThat(folded.conflicts()).containsEntry(misrouted.id(), Impossible.IDENTITY_DIFFERS);
        assertThat(folded.projection().orElseThrow().state().newest()).isEqualTo(new Edition(1, 1));
    }

    @Test
    void two_requests_of_one_revision_and_two_receipts_of_one_number_are_conflicts() {
        var request = events.requested(1, 1);
        var again = events.requested(1, 1);
        var first = events.numbered(1, 1, 1, null);
        var second = events.numbered(1, 1, 1, null);

        var folded = Fold.of(List.of(
                again,
                request,
                new LoggedEvent.Progressed(second, Stage.PUBLISHING, null, null),
                new LoggedEvent.Progressed(first, Stage.SCHEDULED, null, null)));

        assertThat(folded.conflicts())
                .containsOnly(
                        Map.entry(again.id(), Impossible.REVISION_REUSED),
                        Map.entry(second.id(), Impossible.SEQUENCE_REUSED));
        assertThat(folded.projection().orElseThrow().state().status()).isEqualTo(Status.SCHEDULED);
    }

    @Test
    void a_removed_post_stays_removed_whatever_is_published_after_it() {
        var state = state(
                events.requested(1, 1),
                events.published(1, 1),
                events.removed(1, 1),
                events.requested(1, 2),
                events.progressed(Stage.PUBLISHING, 1, 2));

        assertThat(state.status()).isEqualTo(Status.REMOVED);
        assertThat(state.newest()).isEqualTo(new Edition(1, 2));
    }

    @Test
    void a_retry_after_a_removal_begins_anew_in_the_generation_that_the_ledger_opens() {
        var first = events.requested(1, 1);
        var published = events.published(1, 1);
        var removed = events.removed(1, 1);
        var retry = events.asked(Action.RETRY, 2);
        var opened = events.generationOpened(2, 2);
        var again = events.published(2, 2, "8", "https://news.example/8/");

        var asked = state(first, published, removed, retry);
        var open = state(first, published, removed, retry, opened);
        var done = Fold.of(List.of(again, opened, retry, removed, published, first));

        assertThat(asked.status()).isEqualTo(Status.ACCEPTED);
        assertThat(asked.external()).isNull();
        assertThat(open.status()).isEqualTo(Status.PUBLISHING);
        assertThat(open.newest()).isEqualTo(new Edition(2, 2));
        assertThat(done.conflicts()).isEmpty();
        assertThat(done.projection().orElseThrow().state().external()).isEqualTo(again.seen());
    }

    @Test
    void no_generation_opens_over_a_public_post() {
        var published = events.published(1, 1);
        var opened = events.generationOpened(2, 2);

        var folded = Fold.of(List.of(published, opened));

        assertThat(folded.conflicts()).containsOnly(Map.entry(opened.id(), Impossible.STILL_PUBLIC));
        assertThat(folded.projection().orElseThrow().state().status()).isEqualTo(Status.PUBLISHED);
    }

    @Test
    void a_cancel_changes_nothing_until_the_ledger_grants_it_and_a_later_publish_goes_on() {
        var first = events.requested(1, 1);
        var claimed = events.progressed(Stage.PUBLISHING, 1, 1);
        var cancel = events.asked(Action.CANCEL, 2);
        var granted = events.cancelled(1, 2);
        var later = events.requested(1, 3);

        assertThat(state(first, claimed, cancel)).isEqualTo(state(first, claimed));
        assertThat(state(first, claimed, cancel, granted).status()).isEqualTo(Status.CANCELLED);
        assertThat(state(later, granted, cancel, claimed, first).status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void a_cancel_that_was_refused_changes_nothing_and_the_post_goes_public() {
        var first = events.requested(1, 1);
        var reserved = events.reserved(1, 1, "7");
        var cancel = events.asked(Action.CANCEL, 2);
        var refused = events.cancelRefused(1, 2);
        var published = events.published(1, 1);

        assertThat(state(first, reserved, cancel, refused)).isEqualTo(state(first, reserved));
        var done = state(first, reserved, cancel, refused, published);
        assertThat(done.status()).isEqualTo(Status.PUBLISHED);
        assertThat(done.updateStatus()).isNull();
        assertThat(done.newest()).isEqualTo(new Edition(1, 1));
    }

    @Test
    void cancelled_and_a_post_on_record_cannot_both_be_true() {
        var reserved = events.reserved(1, 1, "7");
        var granted = events.cancelled(1, 2);
        var late = events.reserved(1, 1, "7");

        assertThat(Fold.of(List.of(reserved, granted)).conflicts())
                .containsOnly(Map.entry(granted.id(), Impossible.CANCELLED_WITH_A_POST));
        assertThat(Fold.of(List.of(granted, late)).conflicts())
                .containsOnly(Map.entry(late.id(), Impossible.CANCELLED_WITH_A_POST));
    }

    @Test
    void an_unpublish_leaves_the_post_published_until_it_was_seen_as_a_draft() {
        var published = List.of(events.requested(1, 1), events.published(1, 1), events.asked(Action.UNPUBLISH, 2));
        var pending = Fold.of(published).projection().orElseThrow().state();
        var all = new ArrayList<LoggedEvent>(published);
        all.add(events.unpublished(1, 2));
        var done = Fold.of(all).projection().orElseThrow().state();

        assertThat(pending.status()).isEqualTo(Status.PUBLISHED);
        assertThat(pending.updateStatus()).isEqualTo(UpdateStatus.PENDING);
        assertThat(done.status()).isEqualTo(Status.UNPUBLISHED);
    }

    private static PublicState state(LoggedEvent... all) {
        return Fold.of(List.of(all)).projection().orElseThrow().state();
    }
}
