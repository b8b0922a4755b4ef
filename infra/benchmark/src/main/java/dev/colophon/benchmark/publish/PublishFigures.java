package dev.colophon.benchmark.publish;

import dev.colophon.benchmark.measure.Percentiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One site: rounds of both contenders in turn.
 *
 * @param overhead the pipeline's own part of one story after another, in ms; null where the site does not tell its own
 */
record PublishFigures(
        Target target,
        List<Rate> bare,
        List<Rate> pipeline,
        @Nullable Percentiles overhead) {

    PublishFigures {
        bare = List.copyOf(bare);
        pipeline = List.copyOf(pipeline);
    }

    double share() {
        return median(pipeline) / median(bare);
    }

    static double median(List<Rate> rates) {
        var sorted = rates.stream().mapToDouble(Rate::perSecond).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
