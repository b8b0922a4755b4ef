package dev.colophon.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void each_figure_is_a_sample_by_nearest_rank_whatever_their_order() {
        var samples = IntStream.rangeClosed(1, 1000).mapToDouble(n -> 1001 - n).toArray();

        assertThat(Percentiles.of(samples)).isEqualTo(new Percentiles(1000, 500, 950, 990, 1000));
    }

    @Test
    void a_single_sample_is_every_figure() {
        assertThat(Percentiles.of(new double[] {7})).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
    }

    @Test
    void nothing_measured_is_no_figure() {
        assertThatThrownBy(() -> Percentiles.of(new double[0])).hasMessageContaining("nothing was measured");
    }
}
