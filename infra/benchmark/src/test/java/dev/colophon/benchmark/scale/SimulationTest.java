package dev.colophon.benchmark.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final int STORIES = 300_000;

    @Test
    void one_place_half_taken_makes_half_wait_and_keeps_them_as_long_as_the_theory_of_queues_says() {
        // One place, visits that all last 100 ms, five a second: half of its time is taken (M/D/1, Pollaczek and
        // Khinchine).
        var waits = new Simulation(new Day(180_000, 0.1, 2, 1, 1, 100, 0), 1).run(STORIES);

        assertThat(waits.busy()).isCloseTo(0.5, within(0.01));
        // Half of those that come find it free; the rest wait.
        assertThat(waits.all().p50()).isCloseTo(0, within(5.0));
        assertThat(waits.all().p95()).isBetween(150.0, 250.0);
    }

    @Test
    void a_cap_that_lets_too_little_through_holds_up_its_own_site_alone() {
        var narrow = new Day(1_000_000, 0.1, 100, 1, 64, 250, 0.5);

        var waits = new Simulation(narrow, 1).run(STORIES);

        assertThat(narrow.loadOfBusiestSite()).isGreaterThan(1);
        assertThat(waits.all().p99()).isGreaterThan(60_000);
        assertThat(waits.busy()).isLessThan(0.6);
    }

    @Test
    void too_few_places_hold_up_everyone() {
        var few = new Day(1_000_000, 0.1, 2_000, 16, 6, 250, 0.5);

        var waits = new Simulation(few, 1).run(STORIES);

        assertThat(few.busyPlaces()).isGreaterThan(few.places());
        assertThat(waits.busy()).isCloseTo(1, within(0.05));
        assertThat(waits.elsewhere().p50()).isGreaterThan(60_000);
    }

    @Test
    void the_same_seed_gives_the_same_hour_and_another_one_another() {
        var day = new Day(1_000_000, 0.1, 2_000, 4, 64, 250, 0.5);

        var waits = new Simulation(day, 1).run(10_000);

        assertThat(new Simulation(day, 1).run(10_000)).isEqualTo(waits);
        assertThat(new Simulation(day, 2).run(10_000)).isNotEqualTo(waits);
    }

    @Test
    void a_day_on_which_nothing_could_be_published_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Day(1, 0.1, 0, 1, 1, 250, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Day(1, 0.1, 1, 1, 1, 0, 0.5));
    }
}
