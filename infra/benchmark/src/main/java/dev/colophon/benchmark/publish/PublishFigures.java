package dev.colophon.benchmark.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One site: rounds of both contenders in turn.
 *
 * @param way of one story after another; null where the site does not tell how long it worked
 */
record PublishFigures(
        Target target,
        List<Rate> bare,
        List<Rate> pipeline,
        @Nullable Way way) {

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
