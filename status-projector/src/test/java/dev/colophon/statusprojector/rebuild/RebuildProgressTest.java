package dev.colophon.statusprojector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Progress and remaining time, at chosen points of the work. */
class RebuildProgressTest {

    @Test
    void before_the_first_batch_nothing_is_foretold() {
        var progress = rebuild(false, "running", Phase.COMPARING, 0, 0).progress();

        assertThat(progress.percent()).isZero();
        assertThat(progress.remaining()).isEmpty();
    }

    @Test
    void a_dry_run_is_done_after_one_pass() {
        var progress = rebuild(true, "running", Phase.COMPARING, 500, 10_000).progress();

        assertThat(progress.percent()).isEqualTo(25);
        assertThat(progress.publicationsPerSecond()).isEqualTo(50);
        assertThat(progress.remaining()).contains(Duration.ofSeconds(30));
    }

    @Test
    void a_run_that_swaps_is_verified_by_a_second_pass() {
        assertThat(rebuild(false, "running", Phase.COMPARING, 500, 10_000)
                        .progress()
                        .remaining())
                .contains(Duration.ofSeconds(70));
        assertThat(rebuild(false, "running", Phase.SWAPPING, 0, 40_000)
                        .progress()
                        .percent())
                .isEqualTo(50);
        assertThat(rebuild(false, "running", Phase.VERIFYING, 1_000, 60_000)
                        .progress()
                        .remaining())
                .contains(Duration.ofSeconds(20));
    }

    @Test
    void publications_that_came_in_since_do_not_bring_it_beyond_the_whole() {
        assertThat(rebuild(true, "running", Phase.COMPARING, 2_007, 40_000)
                        .progress()
                        .percent())
                .isEqualTo(100);
        assertThat(rebuild(false, "running", Phase.VERIFYING, 2_007, 40_000)
                        .progress()
                        .remaining())
                .contains(Duration.ZERO);
    }

    @Test
    void what_has_ended_has_nothing_before_it() {
        assertThat(rebuild(false, "done", Phase.ENDED, 2_000, 80_000).progress())
                .isEqualTo(new RebuildProgress(100, 50, Optional.of(Duration.ZERO)));
        assertThat(rebuild(false, "cancelled", Phase.ENDED, 500, 10_000)
                        .progress()
                        .remaining())
                .isEmpty();
    }

    private static Rebuild rebuild(boolean dryRun, String state, Phase phase, long done, long worked) {
        var at = Instant.parse("2026-11-24T09:15:30Z");
        return new Rebuild(
                new UUID(0, 1),
                dryRun,
                RebuildSelection.ALL,
                "why",
                "ada",
                state,
                phase,
                null,
                2_000,
                done,
                0,
                worked,
                0,
                0,
                0,
                null,
                at,
                at,
                null);
    }
}
