package dev.colophon.wordpresspublisher.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A check is worth only what it catches: with a guard taken away, it must find a violation. The compare-and-set and the two
 * rules of the loser are a second line behind the fence on the checkpoint, so they are missed only once that is gone too;
 * that they carry I1 and I2 alone, without fence, lease and look-up, is a configuration of {@link ModelCheckTest}.
 */
class RemoveAGuardTest {

    /** The space with the guard taken away, and the property that falls first. */
    record Case(Bounds bounds, Property falls) {
        @Override
        public String toString() {
            return bounds.name();
        }
    }

    private static Case missing(Guard guard, Property falls, Bounds bounds) {
        return new Case(bounds.without(guard), falls);
    }

    private static Case missingBehindTheFence(Guard guard, Property falls) {
        Bounds bounds = space(guard.name() + ", and no fence on the checkpoint")
                .claims(3)
                .expiries(2)
                .without(guard, Guard.FENCE_ON_CHECKPOINT)
                .asking(Property.ONE_PUBLIC_POST, Property.SET_ONCE, Property.FROM_THE_SITE, Property.OWN_DELETE);
        return new Case(bounds, falls);
    }

    private static Bounds space(Guard guard) {
        return space(guard.name());
    }

    private static Bounds space(String name) {
        return Bounds.named(name);
    }

    static Stream<Case> cases() {
        return Stream.of(
                missing(
                        Guard.FENCE_ON_CHECKPOINT,
                        Property.STATE_AND_RECEIPT,
                        space(Guard.FENCE_ON_CHECKPOINT).claims(3).expiries(2)),
                missing(
                        Guard.FENCE_ON_INTENT,
                        Property.GIVEN_UP_YET_PUBLIC,
                        space(Guard.FENCE_ON_INTENT)
                                .claims(3)
                                .losses(1)
                                .expiries(2)
                                .commands(1, Command.UPDATE, Command.UNPUBLISH)),
                missing(
                        Guard.FENCE_ON_RECORD,
                        Property.NO_REASON,
                        space(Guard.FENCE_ON_RECORD)
                                .claims(3)
                                .expiries(2)
                                .commands(1, Command.UPDATE, Command.UNPUBLISH)),
                missingBehindTheFence(Guard.COMPARE_AND_SET, Property.SET_ONCE),
                missingBehindTheFence(Guard.PUBLISH_ONLY_THE_STORED_ID, Property.ONE_PUBLIC_POST),
                missingBehindTheFence(Guard.DELETE_ONLY_IF_ANOTHER_ID, Property.OWN_DELETE),
                missing(
                        Guard.SWEEP_ONLY_IF_ANOTHER_ID,
                        Property.OWN_DELETE,
                        space(Guard.SWEEP_ONLY_IF_ANOTHER_ID)
                                .claims(3)
                                .crashes(1)
                                .sweeps(1)),
                missing(
                        Guard.SWEEP_NOT_BY_AGE,
                        Property.OWN_DELETE,
                        space(Guard.SWEEP_NOT_BY_AGE).claims(3).crashes(1).sweeps(1)),
                missing(
                        Guard.WAIT_FOR_LATE_REQUESTS,
                        Property.LAST_WORD,
                        space(Guard.WAIT_FOR_LATE_REQUESTS)
                                .claims(3)
                                .losses(1)
                                .expiries(1)
                                .commands(1, Command.UPDATE, Command.UNPUBLISH)),
                missing(
                        Guard.LOOK_BEFORE_WRITE,
                        Property.REVIVED,
                        space(Guard.LOOK_BEFORE_WRITE).claims(3).expiries(1).edits(1, Edit.TRASH, Edit.WITHDRAW)),
                missing(
                        Guard.READ_BACK,
                        Property.LAST_WORD,
                        space(Guard.READ_BACK)
                                .claims(3)
                                .losses(2)
                                .edits(1, Edit.TRASH, Edit.WITHDRAW)
                                .commands(1, Command.UPDATE, Command.UNPUBLISH)),
                missing(
                        Guard.INTENT_BEFORE_SEND,
                        Property.LAST_WORD,
                        space(Guard.INTENT_BEFORE_SEND)
                                .claims(3)
                                .crashes(1)
                                .commands(1, Command.UPDATE, Command.UNPUBLISH)),
                missing(
                        Guard.UNKNOWN_IS_KEPT,
                        Property.LAST_WORD,
                        space(Guard.UNKNOWN_IS_KEPT)
                                .claims(3)
                                .losses(1)
                                .commands(1, Command.UPDATE, Command.UNPUBLISH)),
                missing(
                        Guard.REMEMBER_THE_FILL,
                        Property.LAST_WORD,
                        space(Guard.REMEMBER_THE_FILL)
                                .claims(4)
                                .crashes(2)
                                .losses(1)
                                .hangingFills()),
                missing(
                        Guard.KEEP_UNTIL_SEEN,
                        Property.LAST_WORD,
                        space(Guard.KEEP_UNTIL_SEEN)
                                .claims(4)
                                .crashes(2)
                                .losses(2)
                                .hangingFills()),
                missing(
                        Guard.SAY_WHAT_IS_PUBLIC,
                        Property.GIVEN_UP_YET_PUBLIC,
                        space(Guard.SAY_WHAT_IS_PUBLIC)
                                .claims(3)
                                .losses(2)
                                .commands(1, Command.UPDATE, Command.UNPUBLISH)),
                missing(
                        Guard.SAY_WHAT_IS_PUBLIC,
                        Property.GIVEN_UP_YET_HIDDEN,
                        space(Guard.SAY_WHAT_IS_PUBLIC + ", of what is hidden")
                                .claims(4)
                                .losses(2)
                                .commands(2, Command.UPDATE, Command.UNPUBLISH)
                                .asking(Property.GIVEN_UP_YET_HIDDEN)),
                missing(
                        Guard.LOOK_AFTER_GIVING_UP,
                        Property.GIVEN_UP_YET_PUBLIC,
                        space(Guard.LOOK_AFTER_GIVING_UP).claims(3).losses(3).strikes(2)),
                missing(
                        Guard.ONLY_LOOK_AFTER_GIVING_UP,
                        Property.GIVEN_UP_YET_PUBLIC,
                        space(Guard.ONLY_LOOK_AFTER_GIVING_UP)
                                .claims(3)
                                .losses(3)
                                .strikes(2)),
                missing(
                        Guard.REMEMBER_THE_STATUS_SENT,
                        Property.LAST_WORD,
                        space(Guard.REMEMBER_THE_STATUS_SENT)
                                .claims(4)
                                .crashes(1)
                                .losses(1)
                                .commands(2, Command.UPDATE, Command.UNPUBLISH)),
                missing(
                        Guard.ONE_TRANSACTION,
                        Property.STATE_AND_RECEIPT,
                        space(Guard.ONE_TRANSACTION).claims(2).crashes(1)),
                missing(
                        Guard.CANCEL_TAKES_THE_CLAIM,
                        Property.CANCELLED,
                        space(Guard.CANCEL_TAKES_THE_CLAIM).claims(2).commands(1, Command.CANCEL)),
                missing(
                        Guard.HOLD_THE_CANCEL,
                        Property.CANCELLED,
                        space(Guard.HOLD_THE_CANCEL)
                                .withKeys()
                                .claims(2)
                                .losses(1)
                                .commands(1, Command.CANCEL)),
                missing(
                        Guard.ONE_POST_FOR_A_KEY,
                        Property.ONE_PUBLIC_POST,
                        space(Guard.ONE_POST_FOR_A_KEY).withKeys().claims(2).losses(1)),
                missing(
                        Guard.INTENT_BEFORE_THE_KEY,
                        Property.ONE_PUBLIC_POST,
                        space(Guard.INTENT_BEFORE_THE_KEY)
                                .withKeys()
                                .claims(3)
                                .losses(1)
                                .plugin(1)),
                missing(
                        Guard.STAY_WITH_THE_KEY,
                        Property.ONE_PUBLIC_POST,
                        space(Guard.STAY_WITH_THE_KEY)
                                .withKeys()
                                .claims(3)
                                .losses(1)
                                .plugin(1)),
                missing(
                        Guard.FENCE_THE_KEY,
                        Property.GIVEN_UP_YET_PUBLIC,
                        space(Guard.FENCE_THE_KEY).withKeys().claims(3).losses(3)),
                missing(
                        Guard.CANCEL_ONLY_WITHOUT_A_POST,
                        Property.CANCELLED,
                        space(Guard.CANCEL_ONLY_WITHOUT_A_POST).claims(2).commands(1, Command.CANCEL)),
                missing(
                        Guard.OPEN_ONLY_AFTER_ABSENCE,
                        Property.ONE_GENERATION,
                        space(Guard.OPEN_ONLY_AFTER_ABSENCE).claims(2).commands(1, Command.RETRY)),
                missing(
                        Guard.REMOVED_STAYS_REMOVED,
                        Property.REVIVED,
                        space(Guard.REMOVED_STAYS_REMOVED)
                                .claims(3)
                                .commands(2, Command.UPDATE, Command.PUBLISH)
                                .edits(1, Edit.WITHDRAW)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void without_this_guard_the_check_fails(Case missing) {
        Exploration found = Explorer.explore(missing.bounds());

        Findings.add(found);
        assertThat(found.violation()).as(found.line()).isNotNull();
        assertThat(found.violation().property()).isEqualTo(missing.falls());
    }

    @Test
    void every_guard_is_taken_away_once() {
        Set<Guard> missed = cases().flatMap(one -> one.bounds().off().stream()).collect(Collectors.toSet());

        assertThat(missed).isEqualTo(EnumSet.complementOf(EnumSet.of(Guard.LEASE, Guard.LOOK_UP)));
    }
}
