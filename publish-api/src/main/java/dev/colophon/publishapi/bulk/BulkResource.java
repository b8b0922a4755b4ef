package dev.colophon.publishapi.bulk;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bulk as its client sees it.
 *
 * @param complete whether every item was decided; if not, the same request again goes on with the rest
 * @param statuses how many of its publications stand in which status now; null in the answer to the request itself
 */
record BulkResource(
        UUID bulkId,
        boolean complete,
        Counts counts,
        @Nullable Map<String, Long> statuses,
        List<BulkItem> items,
        String self) {

    static BulkResource of(Bulk bulk, List<BulkItem> items, @Nullable Map<String, Long> statuses) {
        var outcomes = items.stream().collect(Collectors.groupingBy(BulkItem::outcome, Collectors.counting()));
        var counts = new Counts(
                bulk.items(),
                outcomes.getOrDefault(BulkItem.ACCEPTED, 0L),
                outcomes.getOrDefault(BulkItem.REPEATED, 0L),
                outcomes.getOrDefault(BulkItem.REFUSED, 0L),
                bulk.items() - items.size());
        return new BulkResource(
                bulk.id().value(), counts.undecided() == 0, counts, statuses, items, "/v1/bulks/" + bulk.id());
    }

    record Counts(int items, long accepted, long repeated, long refused, int undecided) {}
}
