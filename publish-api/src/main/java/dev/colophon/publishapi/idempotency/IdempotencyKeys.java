package dev.colophon.publishapi.idempotency;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.problem.SqlState;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The first answer to each key, written once, in the transaction of what it answers. Opens no transaction: its lock is
 * held to the end of the caller's.
 */
@Repository
public class IdempotencyKeys {

    private static final String HOLD = """
            SELECT request, status, location, answer FROM hold_idempotency_key(:client, :operation, :key)
            """;

    private static final String REMEMBER = """
            INSERT INTO idempotency_key (client_id, operation, key, request, status, location, answer, created_at)
            VALUES (:client, :operation, :key, :request, :status, :location, :answer, :now)
            """;

    private static final String FORGET = """
            DELETE FROM idempotency_key
             WHERE ctid IN (SELECT ctid FROM idempotency_key WHERE created_at < :before ORDER BY created_at LIMIT :limit)
            """;

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The answer that this request got before; empty if it is the first, which then holds the key until its transaction
     * ends. Waits for a first one that still runs, as long as lock_timeout allows: then 409. 422 if the body is another.
     */
    public Optional<Answer> firstAnswer(KeyedRequest request) {
        return hold(request).map(first -> {
            if (!first.getKey().equals(request.body())) {
                throw new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "This key came with another body before. Send a new key for a new request.");
            }
            return first.getValue();
        });
    }

    /** Keeps the first answer. */
    public void remember(KeyedRequest request, Answer answer, Instant now) {
        sql(REMEMBER, request)
                .param("request", request.body().bytes())
                .param("status", answer.status())
                .param("location", answer.location().toString())
                .param("answer", answer.body())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Forgets up to {@code limit} answers given before an instant; returns how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private Optional<Map.Entry<Sha256, Answer>> hold(KeyedRequest request) {
        try {
            return sql(HOLD, request)
                    .query((row, _) -> Map.entry(Sha256.from(row.getBytes("request")), answer(row)))
                    .optional();
        } catch (DataAccessException failure) {
            if (SqlState.of(failure).filter(SqlState.LOCK_NOT_AVAILABLE::equals).isPresent()) {
                throw new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
                        "The first request with this key has not ended yet. Repeat this one a little later.",
                        Duration.ofSeconds(1));
            }
            throw failure;
        }
    }

    private JdbcClient.StatementSpec sql(String statement, KeyedRequest request) {
        return jdbc.sql(statement)
                .param("client", request.client().value())
                .param("operation", request.operation())
                .param("key", request.key().value());
    }

    private static Answer answer(ResultSet row) throws SQLException {
        return new Answer(row.getInt("status"), URI.create(row.getString("location")), row.getString("answer"));
    }
}
