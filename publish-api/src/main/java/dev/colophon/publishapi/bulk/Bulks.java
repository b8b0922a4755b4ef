package dev.colophon.publishapi.bulk;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Bulks and what became of their items. Opens no transaction. */
@Repository
class Bulks {

    private static final String ADD = """
            INSERT INTO bulk (id, client_id, key, request, items, created_at)
            VALUES (:id, :client, :key, :request, :items, :now)
            ON CONFLICT (client_id, key) DO NOTHING
            """;

    private static final String BY_KEY = "SELECT id, items, request FROM bulk WHERE client_id = :client AND key = :key";

    private static final String BY_ID = """
            SELECT id, items FROM bulk WHERE id = :id AND (:all OR client_id = :client)
            """;

    private static final String ADD_ITEM = """
            INSERT INTO bulk_item (bulk_id, position, outcome, publication_id, job_id, problem)
            VALUES (:bulk, :position, :outcome, :publication, :job, :problem)
            """;

    private static final String ITEMS = """
            SELECT position, outcome, publication_id, job_id, problem FROM bulk_item WHERE bulk_id = :bulk ORDER BY position
            """;

    private static final String ITEM = """
            SELECT position, outcome, publication_id, job_id, problem FROM bulk_item
             WHERE bulk_id = :bulk AND position = :position
            """;

    private static final String FORGET = """
            DELETE FROM bulk WHERE ctid IN (SELECT ctid FROM bulk WHERE created_at < :before ORDER BY created_at LIMIT :limit)
            """;

    private final JdbcClient jdbc;

    Bulks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The bulk of this key, begun now or before; 422 if the key came with another body. */
    Bulk begin(BulkId id, KeyedRequest request, int items, Instant now) {
        jdbc.sql(ADD)
                .param("id", id.value())
                .param("client", request.client().value())
                .param("key", request.key().value())
                .param("request", request.body().bytes())
                .param("items", items)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql(BY_KEY)
                .param("client", request.client().value())
                .param("key", request.key().value())
                .query((row, _) -> {
                    if (!Sha256.from(row.getBytes("request")).equals(request.body())) {
                        throw new ProblemException(
                                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                "This key came with another body before. Send a new key for a new bulk.");
                    }
                    return bulk(row);
                })
                .single();
    }

    /** The bulk, if it exists for this caller: another client's does not. */
    Optional<Bulk> find(BulkId id, Caller caller) {
        return jdbc.sql(BY_ID)
                .param("id", id.value())
                .param("all", caller.seesAllClients())
                .param("client", caller.id().value())
                .query((row, _) -> bulk(row))
                .optional();
    }

    /** Notes what became of an item, once: its key must be held, and no note be there. */
    void add(BulkId bulk, BulkItem item) {
        jdbc.sql(ADD_ITEM)
                .param("bulk", bulk.value())
                .param("position", item.position())
                .param("outcome", item.outcome())
                .param("publication", item.publicationId(), Types.OTHER)
                .param("job", item.jobId(), Types.OTHER)
                .param("problem", item.problem(), Types.VARCHAR)
                .update();
    }

    /** The items that were decided, in their order. */
    List<BulkItem> items(BulkId bulk) {
        return jdbc.sql(ITEMS)
                .param("bulk", bulk.value())
                .query((row, _) -> item(row))
                .list();
    }

    /** The item of this position, if it was decided. */
    Optional<BulkItem> item(BulkId bulk, int position) {
        return jdbc.sql(ITEM)
                .param("bulk", bulk.value())
                .param("position", position)
                .query((row, _) -> item(row))
                .optional();
    }

    /** Forgets up to {@code limit} bulks that were begun before an instant; returns how many. Their jobs stay. */
    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private static BulkItem item(ResultSet row) throws SQLException {
        return new BulkItem(
                row.getInt("position"),
                row.getString("outcome"),
                row.getObject("publication_id", UUID.class),
                row.getObject("job_id", UUID.class),
                row.getString("problem"));
    }

    private static Bulk bulk(ResultSet row) throws SQLException {
        return new Bulk(new BulkId(row.getObject("id", UUID.class)), row.getInt("items"));
    }
}
