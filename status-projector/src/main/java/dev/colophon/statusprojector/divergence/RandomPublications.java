package dev.colophon.statusprojector.divergence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Publications by chance: small runs of neighbours from random places, so that each look costs a few index pages. */
@Component
class RandomPublications {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int NEIGHBOURS = 10;

    private final FoldComparison comparison;
    private final RandomGenerator random;

    RandomPublications(FoldComparison comparison, RandomGenerator random) {
        this.comparison = comparison;
        this.random = random;
    }

    /** At most that many, each once; fewer where there are fewer. */
    Set<UUID> choose(int count) {
        var chosen = new LinkedHashSet<UUID>();
        int places = Math.ceilDiv(count, NEIGHBOURS);
        for (int i = 0; i < places && chosen.size() < count; i++) {
            chosen.addAll(
                    after(new UUID(random.nextLong(), random.nextLong()), Math.min(NEIGHBOURS, count - chosen.size())));
        }
        return chosen;
    }

    /** Past the last one it goes on from the first, so that the first ones are reached as often as any. */
    private List<UUID> after(UUID place, int count) {
        var found = new ArrayList<>(comparison.next(place, count));
        if (found.size() < count) {
            found.addAll(comparison.next(FIRST, count - found.size()));
        }
        return found;
    }
}
