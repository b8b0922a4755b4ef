package dev.colophon.systemtest.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * All that is left to chance, drawn from one seed: when which fault strikes and whom, which stories there are and what is
 * asked of each. The same seed gives the same plan; how the threads interleave it does not.
 */
final class StormPlan {

    private static final int PAUSE_MIN_MILLIS = 500;
    private static final int PAUSE_SPREAD_MILLIS = 2_000;

    /** @param victim a number that chooses among several of a kind */
    record Strike(Duration pause, Blow blow, int victim) {}

    /** What a client asks of one story, in order. */
    record Wishes(int story, List<Errand> errands) {}

    private final Map<Blow.Lane, Random> chances = new EnumMap<>(Blow.Lane.class);
    private final List<Wishes> stories;

    StormPlan(long seed, int stories) {
        chances.put(Blow.Lane.PROCESSES, new Random(seed * 31 + 1));
        chances.put(Blow.Lane.NETWORK, new Random(seed * 31 + 2));
        var random = new Random(seed);
        var drawn = new ArrayList<Wishes>();
        for (int story = 0; story < stories; story++) {
            drawn.add(new Wishes(story, wishes(random)));
        }
        this.stories = List.copyOf(drawn);
    }

    List<Wishes> stories() {
        return stories;
    }

    /** One round of a lane: each kind of blow once, shuffled. */
    List<Strike> nextRound(Blow.Lane lane) {
        Random random = Objects.requireNonNull(chances.get(lane));
        var round = new ArrayList<>(
                Arrays.stream(Blow.values()).filter(blow -> blow.lane() == lane).toList());
        Collections.shuffle(round, random);
        return round.stream()
                .map(blow -> new Strike(
                        Duration.ofMillis(PAUSE_MIN_MILLIS + random.nextInt(PAUSE_SPREAD_MILLIS)),
                        blow,
                        random.nextInt(1000)))
                .toList();
    }

    /** Of fourteen stories six are left alone, three updated, two unpublished, and one each goes its own way. */
    private static List<Errand> wishes(Random random) {
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> List.of(Errand.PUBLISH, Errand.UPDATE);
            case 3, 4 -> List.of(Errand.PUBLISH, Errand.UNPUBLISH);
            case 5 -> List.of(Errand.PUBLISH, Errand.UNPUBLISH, Errand.UPDATE);
            case 6 -> List.of(Errand.PUBLISH, Errand.WITHDRAW, Errand.UPDATE);
            case 7 -> List.of(Errand.SCHEDULE, Errand.CANCEL);
            default -> List.of(Errand.PUBLISH);
        };
    }
}
