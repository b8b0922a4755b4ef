package dev.colophon.publishapi.retry;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one call came to.
 *
 * @param site its key
 * @param next where the next call goes on; null when nothing that failed at the site is left untried
 */
public record Retried(
        String site,
        Counts counts,
        List<RetriedItem> items,
        @Nullable UUID next) {

    static Retried of(String site, List<RetriedItem> items, boolean more) {
        return new Retried(
                site,
                Counts.of(items),
                List.copyOf(items),
                more ? items.getLast().publicationId() : null);
    }

    /** How many publications were found failed, got a job, had got one by another call meanwhile, or were refused one. */
    public record Counts(int items, int accepted, int repeated, int refused) {

        static Counts of(List<RetriedItem> items) {
            return new Counts(
                    items.size(),
                    count(items, RetriedItem.ACCEPTED),
                    count(items, RetriedItem.REPEATED),
                    count(items, RetriedItem.REFUSED));
        }

        private static int count(List<RetriedItem> items, String outcome) {
            return (int) items.stream().filter(item -> item.came(outcome)).count();
        }
    }
}
