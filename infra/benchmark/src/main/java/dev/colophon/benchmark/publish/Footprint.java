package dev.colophon.benchmark.publish;

import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Bytes that lie in each schema with its indexes, that went through the write-ahead log, and that lie in each topic; rows that the relay
 * was given.
 *
 * @param amounts of each of these, by a name for a table's row
 */
record Footprint(Map<String, Long> amounts) {

    private static final String SCHEMAS = """
            SELECT CASE WHEN c.relname LIKE 'outbox%' THEN 'outboxes' ELSE n.nspname END, sum(pg_total_relation_size(c.oid))::bigint
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname IN ('publish_api', 'outbox_relay', 'wordpress_publisher', 'status_projector')
            GROUP BY 1
            UNION ALL SELECT 'wal', pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint
            UNION ALL SELECT 'outbox', (SELECT count(*) FROM publish_api.outbox) + (SELECT count(*) FROM wordpress_publisher.outbox)
              + (SELECT count(*) FROM status_projector.outbox)
            """;

    private static final Pattern SEGMENT = Pattern.compile("/(?<topic>publishing\\.[^/]+)-\\d+/\\d+\\.log$");

    static Footprint of(PostgresServer postgres, KafkaServer kafka) throws IOException {
        var amounts = new TreeMap<String, Long>();
        try (var connection = postgres.superuser().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(SCHEMAS)) {
            while (rows.next()) {
                amounts.put(name(rows.getString(1)), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not say how large it is", e);
        }
        try (var files = Files.walk(kafka.folder())) {
            for (var segment : files.filter(Files::isRegularFile).toList()) {
                var found = SEGMENT.matcher(segment.toString());
                if (found.find()) {
                    amounts.merge(
                            "Kafka, topic %s, bytes".formatted(found.group("topic")), Files.size(segment), Long::sum);
                }
            }
        }
        return new Footprint(amounts);
    }

    private static String name(String found) {
        return switch (found) {
            case "wal" -> "PostgreSQL, write-ahead log, bytes";
            case "outbox" -> "rows of the three outboxes";
            case "outboxes" -> "PostgreSQL, the outboxes, bytes";
            default -> "PostgreSQL, schema %s without its outbox, bytes".formatted(found);
        };
    }

    /** A table of what each of so many stories added. */
    String perStory(Footprint before, int stories) {
        var table = new StringBuilder("| what | of a story |\n|---|---|\n");
        amounts.forEach((where, now) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %,.1f |%n",
                where,
                (double) (now - before.amounts.getOrDefault(where, 0L)) / stories)));
        return table.toString();
    }
}
