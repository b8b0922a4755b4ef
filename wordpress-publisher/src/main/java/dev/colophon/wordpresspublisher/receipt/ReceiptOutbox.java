package dev.colophon.wordpresspublisher.receipt;

import dev.colophon.wordpresspublisher.protocol.Problem;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Appends receipts in the caller's transaction, so that a fact and its receipt commit together. The sequence is the ledger
 * row's own counter: per publication, without gaps.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ReceiptOutbox {

    /** A refused cancel changes no status, so what was told before it still stands; progress ends what was told. */
    private static final String NEXT = """
            UPDATE ledger SET receipt_sequence = receipt_sequence + 1,
              last_receipt_at = CASE WHEN :aside THEN last_receipt_at ELSE clock_timestamp() END,
              last_announced_at = CASE WHEN :aside THEN last_announced_at
                ELSE clock_timestamp() + :next * interval '1 millisecond' END,
              last_code = CASE WHEN :progress THEN NULL ELSE last_code END
            WHERE publication_id = :publication
            RETURNING receipt_sequence, clock_timestamp() AS now, pg_is_in_recovery() AS in_recovery,
              current_setting('transaction_isolation') AS isolation, pg_current_xact_id()::text AS transaction_id
            """;

    private static final String APPEND = """
            INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, traceparent, payload)
            VALUES (:id, 'publishing.receipts.v1', :key, :type, '/colophon/wordpress-publisher', :sequence, :occurredAt,
              :traceparent, :payload)
            """;

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final Set<ReceiptKind> PROGRESS =
            EnumSet.of(ReceiptKind.CLAIMED, ReceiptKind.RESERVED, ReceiptKind.GENERATION_OPENED);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Supplier<UUID> ids;
    private final Worker worker;

    ReceiptOutbox(JdbcClient jdbc, JsonMapper json, Supplier<UUID> ids, Worker worker) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.worker = worker;
    }

    private record Stamp(long sequence, Instant now, boolean inRecovery, String isolation, String transactionId) {}

    /** Tells of this fact. */
    public void append(Receipt receipt) {
        Stamp stamp = next(receipt);
        UUID id = ids.get();
        jdbc.sql(APPEND)
                .param("id", id)
                .param("key", receipt.publication().toString())
                .param("type", "dev.colophon.receipt." + receipt.kind().word() + ".v1")
                .param("sequence", stamp.sequence())
                .param("occurredAt", stamp.now().atOffset(ZoneOffset.UTC))
                .param("traceparent", receipt.traceparent(), Types.VARCHAR)
                .param("payload", json.writeValueAsString(payload(id, receipt, stamp)))
                .update();
    }

    private Stamp next(Receipt receipt) {
        Duration next = receipt.nextAttemptIn();
        return jdbc.sql(NEXT)
                .param("publication", receipt.publication().value())
                .param("aside", receipt.kind() == ReceiptKind.CANCEL_REFUSED)
                .param("progress", PROGRESS.contains(receipt.kind()))
                .param("next", next == null ? null : next.toMillis(), Types.BIGINT)
                .query((row, _) -> new Stamp(
                        row.getLong("receipt_sequence"),
                        row.getObject("now", OffsetDateTime.class).toInstant(),
                        row.getBoolean("in_recovery"),
                        row.getString("isolation"),
                        row.getString("transaction_id")))
                .single();
    }

    private Map<String, @Nullable Object> payload(UUID id, Receipt receipt, Stamp stamp) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("receiptId", id);
        payload.put("publicationId", receipt.publication().value());
        payload.put("jobId", receipt.jobId());
        payload.put("siteId", receipt.site().value());
        payload.put("generation", receipt.generation());
        payload.put("revision", receipt.revision());
        payload.put("attempt", receipt.attempt());
        payload.put("sequence", stamp.sequence());
        payload.put("kind", receipt.kind().word());
        payload.put("occurredAt", text(stamp.now()));
        payload.put("post", receipt.post());
        payload.put("problem", problem(receipt.problem(), receipt.outcome()));
        payload.put(
                "nextAttemptAt",
                receipt.nextAttemptIn() == null ? null : text(stamp.now().plus(receipt.nextAttemptIn())));
        payload.put("steps", steps(receipt.steps()));
        payload.put("evidence", evidence(receipt, stamp));
        return payload;
    }

    private static @Nullable Map<String, @Nullable Object> problem(
            @Nullable Problem problem, @Nullable String outcome) {
        if (problem == null) {
            return null;
        }
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("code", problem.code());
        said.put("outcome", outcome);
        said.put("detail", problem.detail());
        said.put("httpStatus", problem.httpStatus());
        return said;
    }

    private static List<Map<String, Object>> steps(List<Receipt.StepTaken> steps) {
        return steps.stream()
                .map(step -> Map.<String, Object>of("step", step.step(), "at", text(step.at())))
                .toList();
    }

    private Map<String, @Nullable Object> evidence(Receipt receipt, Stamp stamp) {
        Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
        evidence.put("worker", worker.name());
        evidence.put("build", worker.build());
        evidence.put("inRecovery", stamp.inRecovery());
        evidence.put("isolation", stamp.isolation());
        evidence.put("transactionId", stamp.transactionId());
        evidence.put("inboxAt", receipt.inboxAt() == null ? text(stamp.now()) : text(receipt.inboxAt()));
        return evidence;
    }

    private static String text(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
