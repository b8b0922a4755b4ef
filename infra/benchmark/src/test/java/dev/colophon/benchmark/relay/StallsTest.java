package dev.colophon.benchmark.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallsTest {

    @Test
    void slow_rows_beside_each_other_are_one_stall_with_its_time_and_its_worst_row() {
        var stalls = Stalls.of(new double[] {9, 80, 120, 60, 9, 50, 9, 51}, 2);

        assertThat(stalls.all()).containsExactly(new Stalls.Stall(0.5, 3, 120), new Stalls.Stall(3.5, 1, 51));
        assertThat(stalls)
                .hasToString(
                        "2 stalls over 50 ms, 4 rows in them: 3 rows at 0.5 s up to 120 ms; 1 rows at 3.5 s up to 51 ms");
    }

    @Test
    void rows_that_all_were_quick_are_no_stall() {
        assertThat(Stalls.of(new double[] {1, 50, 2}, 500)).hasToString("0 stalls over 50 ms, 0 rows in them");
    }
}
