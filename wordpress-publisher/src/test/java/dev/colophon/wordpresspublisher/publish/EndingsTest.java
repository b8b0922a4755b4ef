package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.protocol.Shown;
import dev.colophon.wordpresspublisher.protocol.Trouble;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Wanted;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Contents;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EndingsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final PostId POST = new PostId(7);
    private static final Problem REFUSAL = new Problem("WP_REFUSED_CONTENT", "no", 400);
    private static final Binder DEFAULTS = new Binder(new MapConfigurationPropertySource());
    private static final PublishProperties PROPERTIES =
            DEFAULTS.bindOrCreate("colophon.publish", Bindable.of(PublishProperties.class));
    private static final RetryProperties RETRIES =
            DEFAULTS.bindOrCreate("colophon.retry", Bindable.of(RetryProperties.class));
    private static final Endings ENDINGS = new Endings(RETRIES.policy(), PROPERTIES, () -> 0.5);

    @Test
    void the_same_reason_is_not_told_again_while_the_announced_time_holds() {
        var told = told(Duration.ofMinutes(1), NOW.plusSeconds(30));

        assertThat(down(told).receipts()).isEmpty();
    }

    @Test
    void it_is_told_again_when_the_next_attempt_comes_well_after_the_announced_time() {
        var told = told(Duration.ofMinutes(3), NOW.minusSeconds(90));

        var receipt = down(told).receipts().getFirst();

        assertThat(receipt.nextAttemptIn()).isPositive();
    }

    @Test
    void it_is_told_again_after_a_while_whatever_was_announced() {
        assertThat(down(told(Duration.ofMinutes(10), NOW)).receipts()).hasSize(1);
    }

    @Test
    void a_post_that_a_late_publish_may_bring_back_is_looked_at_again_and_a_deleted_one_is_not() {
        var late = new Unsettled(NOW, "same", Visibility.PUBLIC, Change.PUBLISH);
        var trashed = new SeenPost(POST, SeenStatus.TRASH, "s__trashed", null, "sha256:1", true);

        var inTrash = ENDINGS.of(claim(null), new NextStep.RecordRemoved(POST, trashed, "trash"), List.of(), late);
        var deleted = ENDINGS.of(claim(null), new NextStep.RecordRemoved(POST, null, "gone"), List.of(), late);

        assertThat(inTrash.outcome()).isInstanceOfSatisfying(Outcome.Settled.class, settled -> {
            assertThat(settled.unsettled()).isEqualTo(late);
            assertThat(settled.readBackIn()).isEqualTo(PROPERTIES.lateRequestBound());
        });
        assertThat(deleted.outcome()).isInstanceOfSatisfying(Outcome.Settled.class, settled -> {
            assertThat(settled.unsettled()).isNull();
            assertThat(settled.readBackIn()).isNull();
        });
    }

    @Test
    void what_is_public_is_told_before_the_failure_and_nothing_is_looked_at_again_once_all_is_certain() {
        var post = new SeenPost(POST, SeenStatus.PUBLISH, "s", "https://x/s", "sha256:1", true);
        var fail = new NextStep.Fail(REFUSAL, new Shown(RemoteState.PUBLIC, 1, post));

        var ending = ENDINGS.of(claimOf(2, false), fail, List.of(), null);

        assertThat(ending.receipts())
                .extracting(receipt -> receipt.kind() + " " + receipt.revision())
                .containsExactly("PUBLISHED 1", "FAILED 2");
        assertThat(ending.outcome())
                .isInstanceOfSatisfying(
                        Outcome.GivenUp.class,
                        given -> assertThat(given.lookIn()).isNull());
    }

    @Test
    void who_gives_up_without_having_looked_or_while_a_request_may_land_looks_again_and_says_so() {
        var late = new Unsettled(NOW, "same", Visibility.PUBLIC, Change.PUBLISH);
        var parked = new WordPressFailure.Permanent(REFUSAL);

        var blind = ENDINGS.of(claimOf(1, false), parked, List.of(), null);
        var open = ENDINGS.of(claimOf(1, false), new NextStep.Fail(REFUSAL, null), List.of(), late);

        for (var ending : List.of(blind, open)) {
            assertThat(ending.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.GivenUp.class,
                            given -> assertThat(given.lookIn()).isEqualTo(PROPERTIES.lateRequestBound()));
        }
        assertThat(open.receipts().getFirst().problem()).isEqualTo(REFUSAL.withUnknownPublicity());
    }

    @Test
    void a_look_after_giving_up_that_fails_for_good_tells_nothing_and_ends() {
        var ending = ENDINGS.of(claimOf(1, true), new WordPressFailure.Permanent(REFUSAL), List.of(), null);

        assertThat(ending.receipts()).isEmpty();
        assertThat(ending.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Troubled.class,
                        troubled -> assertThat(troubled.retryIn()).isNull());
    }

    private static Ending down(Claim.Told told) {
        var failure = new WordPressFailure.NotSent(new Problem("WP_UNREACHABLE", "no", null));
        return ENDINGS.of(claim(told), failure, List.of(), null);
    }

    private static Claim.Told told(Duration ago, Instant announced) {
        return new Claim.Told("deferred", "WP_UNREACHABLE", ago, announced);
    }

    private static Claim claimOf(long revision, boolean givenUp) {
        return claim(null, new Wanted(revision, Visibility.PUBLIC, "same", false, givenUp, false));
    }

    private static Claim claim(Claim.@Nullable Told told) {
        return claim(told, new Wanted(1, Visibility.PUBLIC, "same", false, false, false));
    }

    private static Claim claim(Claim.@Nullable Told told, Wanted wanted) {
        return new Claim(
                new Slot(new PublicationId(new UUID(0, 1)), 1),
                new SiteId(new UUID(0, 2)),
                PostKind.stock(Placement.POST),
                new UUID(0, 3),
                wanted,
                Contents.of(
                        new UUID(0, 4),
                        "",
                        "",
                        "",
                        null,
                        null,
                        Visibility.PUBLIC,
                        null,
                        false,
                        List.of(),
                        List.of(),
                        null,
                        null),
                new OnRecord.Nothing(),
                null,
                1,
                2,
                NOW,
                NOW,
                NOW.plusSeconds(90),
                new Trouble(3, 0, Duration.ofMinutes(5), false),
                told,
                NOW,
                NOW,
                NOW,
                null);
    }
}
