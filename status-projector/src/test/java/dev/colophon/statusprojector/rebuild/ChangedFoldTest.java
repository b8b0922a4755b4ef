package dev.colophon.statusprojector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.project.Stories;
import dev.colophon.statusprojector.publication.Fold;
import dev.colophon.statusprojector.publication.FoldRules;
import dev.colophon.statusprojector.publication.Folded;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicState;
import dev.colophon.statusprojector.publication.Status;
import dev.colophon.statusprojector.rebuild.Differences.Counts;
import dev.colophon.statusprojector.rebuild.Differences.Shown;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** Rules of the fold that are not those by which the rows were written. Nobody else measures by them meanwhile. */
@NullUnmarked
@TestPropertySource(properties = "colophon.divergence.enabled=false")
class ChangedFoldTest extends RebuildGround {

    private static final int EVENTS_OF_A_PUBLIC_ONE = 4;
    private static final int EVENTS_OF_A_DEFERRED_ONE = 3;

    private final ChangeableRules rules;
    private final List<UUID> deferred = Stream.generate(UUID::randomUUID)
            .limit(3)
            .sorted(RebuildGround::inOrder)
            .toList();

    ChangedFoldTest(@Autowired ChangeableRules rules) {
        this.rules = rules;
    }

    @AfterEach
    void todays_rules_hold_again() {
        rules.become(Fold::of);
    }

    @Test
    void a_changed_fold_is_seen_over_the_whole_log_before_it_changes_a_row() {
        deferred.forEach(each -> projectEvents.project(deferred(each).entries()));
        assertThat(differences(dryRun(RebuildSelection.ALL))).isEmpty();
        var before = everything();
        var rowsBefore = statuses();

        rules.become(ChangedFoldTest::aDeferralIsNoStop);
        var dry = dryRun(RebuildSelection.ALL);

        assertThat(dry.state()).isEqualTo("done");
        assertThat(dry.publications()).isEqualTo(PUBLICATIONS + 3L);
        assertThat(dry.eventsDone())
                .isEqualTo(EVENTS_OF_A_PUBLIC_ONE * (long) PUBLICATIONS + EVENTS_OF_A_DEFERRED_ONE * 3L);
        assertThat(rebuilds.counts(dry.id())).isEqualTo(new Counts(0, 0, 3, 0));
        assertThat(differences(dry)).extracting(Shown::publicationId).isEqualTo(deferred);
        assertThat(differences(dry)).allSatisfy(ChangedFoldTest::differsInItsStatusAlone);
        assertThat(everything()).isEqualTo(before);

        var real = rebuild(RebuildSelection.ALL);

        assertThat(real.state()).isEqualTo("done");
        assertThat(differences(real)).isEqualTo(differences(dry));
        assertThat(real.swapped()).isEqualTo(3);
        assertThat(real.announced()).isEqualTo(3);
        assertThat(statuses())
                .isEqualTo(rowsBefore.stream()
                        .map(row -> row.replace("\"status\": \"deferred\"", "\"status\": \"publishing\""))
                        .toList())
                .isNotEqualTo(rowsBefore);
    }

    @Test
    void what_comes_in_is_folded_by_the_rules_that_a_rebuild_compares_with() {
        var one = deferred.getFirst();
        rules.become(ChangedFoldTest::aDeferralIsNoStop);

        projectEvents.project(deferred(one).receipt("deferred").entries());

        assertThat(statusOf(one)).isEqualTo("publishing");
        assertThat(differences(dryRun(RebuildSelection.ALL))).isEmpty();
    }

    private static void differsInItsStatusAlone(Shown shown) {
        assertThat(shown.isNow().status()).isEqualTo("deferred");
        assertThat(shown.shouldBe().status()).isEqualTo("publishing");
        assertThat(shown.shouldBe())
                .usingRecursiveComparison()
                .ignoringFields("status")
                .isEqualTo(shown.isNow());
        assertThat(shown.conflictsDiffer()).isFalse();
    }

    private static Stories deferred(UUID publication) {
        return Stories.of(publication).requested().receipt("claimed").receipt("deferred");
    }

    /** The change: what waits for its next attempt is told as under way. */
    private static Folded aDeferralIsNoStop(Collection<? extends LoggedEvent> events) {
        var folded = Fold.of(events);
        return new Folded(
                folded.projection()
                        .map(it -> new Projection(underWay(it.state()), it.about(), it.since(), it.lastEvent())),
                folded.conflicts());
    }

    private static PublicState underWay(PublicState state) {
        return state.status() != Status.DEFERRED
                ? state
                : new PublicState(
                        Status.PUBLISHING,
                        state.updateStatus(),
                        state.newest(),
                        state.publishedRevision(),
                        state.external(),
                        state.reason(),
                        state.attempts(),
                        state.nextAttemptAt());
    }

    /** Today's rules, until a test changes them. */
    static final class ChangeableRules implements FoldRules {

        private volatile FoldRules rules = Fold::of;

        @Override
        public Folded fold(Collection<? extends LoggedEvent> events) {
            return rules.fold(events);
        }

        void become(FoldRules others) {
            rules = others;
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Changeable {

        @Bean
        @Primary
        ChangeableRules changeableRules() {
            return new ChangeableRules();
        }
    }
}
