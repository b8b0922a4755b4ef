package dev.colophon.systemtest.incident;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the faulty build of Incident 3 did: it claimed stories, as it should, and then told of steps that it had no right to take. It
 * writes as the publisher's own role, into the publisher's own ledger and outbox, in one transaction, so that relay, Kafka and projector
 * carry its receipts as they carry any other.
 */
final class FaultyBuild {

    static final String SOUND = "0.9.0";
    static final String FAULTY = "0.9.1-faulty";
    static final int MISROUTED = 2_034;
    /** Receipts of the faulty build. */
    static final int INVALID = 5_750;
    /** How far it carried how many stories: all of these add up to the two figures above. */
    static final Map<String, Integer> ENDS = Map.of("deferred", 1_979, "unconfirmed", 34, "parked", 17, "published", 4);

    private static final String ENTRIES = """
            SELECT publication_id, site_id, job_id FROM ledger WHERE receipt_sequence = 0 AND site_id = ? ORDER BY publication_id FOR UPDATE
            """;
    private static final String COUNT = "UPDATE ledger SET receipt_sequence = ? WHERE publication_id = ?";
    private static final String TELL = """
            INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, payload)
            VALUES (?, 'publishing.receipts.v1', ?, ?, '/colophon/wordpress-publisher', ?, ?, ?)
            """;
    private static final long FIRST_POST = 9_000_000;

    private final JdbcTemplate sql;
    private final TransactionTemplate transaction;
    private final Map<String, ObjectNode> samples = new HashMap<>();
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MICROS);

    /** @param publisher the database as the publisher's run-time role */
    FaultyBuild(DataSource publisher) {
        this.sql = new JdbcTemplate(publisher);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(publisher));
    }

    private record Entry(UUID publication, UUID site, UUID job) {}

    /** Misroutes every story of a site that the ledger holds and nobody has visited. @return receipts of the faulty build */
    int misroute(UUID site) {
        Integer told = transaction.execute(_ -> {
            var entries = sql.query(
                    ENTRIES,
                    (row, _) -> new Entry(
                            row.getObject("publication_id", UUID.class),
                            row.getObject("site_id", UUID.class),
                            row.getObject("job_id", UUID.class)),
                    site);
            var receipts = new ArrayList<Object[]>();
            var counts = new ArrayList<Object[]>();
            int wrong = 0;
            for (int place = 0; place < entries.size(); place++) {
                var steps = stepsOf(place);
                var entry = entries.get(place);
                receipts.add(receipt(entry, place, "claimed", 1, SOUND));
                for (int step = 0; step < steps.size(); step++) {
                    receipts.add(receipt(entry, place, steps.get(step), step + 2, FAULTY));
                }
                counts.add(new Object[] {steps.size() + 1, entry.publication()});
                wrong += steps.size();
            }
            sql.batchUpdate(COUNT, counts);
            sql.batchUpdate(TELL, receipts);
            return wrong;
        });
        return told == null ? 0 : told;
    }

    /** 1,979 end at one step, 34, 17 and 4 at later ones. */
    private static List<String> stepsOf(int place) {
        if (place < 1_602) {
            return Collections.nCopies(3, "deferred");
        } else if (place < 1_979) {
            return Collections.nCopies(2, "deferred");
        } else if (place < 2_013) {
            return List.of("deferred", "reserved", "unconfirmed");
        } else if (place < 2_030) {
            return List.of("deferred", "reserved", "unconfirmed", "parked");
        }
        return List.of("deferred", "deferred", "reserved", "unconfirmed", "published");
    }

    private Object[] receipt(Entry entry, int place, String kind, int sequence, String build) {
        UUID id = UUID.randomUUID();
        Instant at = began.plus(sequence, ChronoUnit.MILLIS);
        ObjectNode receipt = samples.computeIfAbsent(kind, FaultyBuild::sample)
                .deepCopy()
                .put("receiptId", id.toString())
                .put("publicationId", entry.publication().toString())
                .put("jobId", entry.job().toString())
                .put("siteId", entry.site().toString())
                .put("attempt", 1)
                .put("sequence", sequence)
                .put("occurredAt", at.toString());
        ((ObjectNode) receipt.path("evidence")).put("build", build).put("worker", "publisher-9");
        if (receipt.path("post") instanceof ObjectNode post) {
            post.put("id", FIRST_POST + place);
        }
        return new Object[] {
            id,
            entry.publication().toString(),
            "dev.colophon.receipt." + kind + ".v1",
            sequence,
            OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
            receipt.toString()
        };
    }

    private static ObjectNode sample(String kind) {
        try {
            return (ObjectNode) JsonMapper.shared()
                    .readTree(Files.readString(
                            RepositoryFiles.resolve("docs/contracts/samples/receipts/" + kind + ".json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
