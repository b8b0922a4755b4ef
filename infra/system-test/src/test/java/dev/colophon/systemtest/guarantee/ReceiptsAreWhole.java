package dev.colophon.systemtest.guarantee;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * I3 and the receipts' own order: per publication no gap in the sequence, no end of a revision told twice, and the last end that
 * was told is the state on record.
 */
public final class ReceiptsAreWhole {

    private static final Set<String> ENDS =
            Set.of("published", "unpublished", "removed", "failed", "parked", "cancelled");

    private ReceiptsAreWhole() {}

    public static List<String> violations(JdbcClient sql, List<LedgerRow> rows) {
        Map<UUID, List<JsonNode>> told = new HashMap<>();
        sql
                .sql("SELECT payload FROM wordpress_publisher.outbox ORDER BY message_key, sequence")
                .query(String.class)
                .list()
                .stream()
                .map(JsonMapper.shared()::readTree)
                .forEach(receipt -> told.computeIfAbsent(
                                UUID.fromString(receipt.path("publicationId").asString()), _ -> new ArrayList<>())
                        .add(receipt));
        var wrong = new ArrayList<String>();
        rows.forEach(row -> judge(row, told.getOrDefault(row.publication(), List.of()), wrong));
        return wrong;
    }

    private static void judge(LedgerRow row, List<JsonNode> receipts, List<String> wrong) {
        long expected = 1;
        Map<String, Integer> ends = new HashMap<>();
        for (JsonNode receipt : receipts) {
            if (receipt.path("sequence").longValue() != expected++) {
                wrong.add(row.publication() + ": a gap before receipt " + receipt.path("sequence"));
            }
            String kind = receipt.path("kind").asString();
            if (ENDS.contains(kind)) {
                ends.merge(kind + " r" + receipt.path("revision"), 1, Integer::sum);
            }
        }
        ends.forEach((end, times) -> {
            if (times > 1) {
                wrong.add(row.publication() + ": " + end + " was told " + times + " times");
            }
        });
        String last = receipts.stream()
                .filter(receipt -> ENDS.contains(receipt.path("kind").asString()))
                .max(Comparator.comparingLong(
                        receipt -> receipt.path("sequence").longValue()))
                .map(receipt -> receipt.path("kind").asString())
                .orElse("nothing");
        String onRecord = switch (row.remoteState()) {
            case "PUBLIC" -> "published";
            case "HELD" -> "unpublished";
            case "REMOVED" -> "removed";
            default -> last;
        };
        boolean stopped = last.equals("failed") || last.equals("parked"); // of a newer revision than the site shows
        if (!stopped && !last.equals(onRecord)) {
            wrong.add("%s is %s on record, and %s was told last".formatted(row.publication(), row.remoteState(), last));
        }
    }
}
