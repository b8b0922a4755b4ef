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
        var accepted = (int) items.stream().filter(RetriedItem::wasAccepted).count();
        return new Retried(
                site,
                new Counts(items.size(), accepted, items.size() - accepted),
                List.copyOf(items),
                more ? items.getLast().publicationId() : null);
    }

    /** How many publications were found failed, got a job, or were refused one. */
    public record Counts(int items, int accepted, int refused) {}
}
