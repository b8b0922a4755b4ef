package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The ledger as a reconciliation reads it, and the few things it may do to an entry. Each is a compare-and-set on the fencing
 * token: of an entry that a visit has taken up since, nothing is changed. Opens no transaction.
 */
@Component
class LedgerRecords {

    private static final String COLUMNS = """
            SELECT publication_id, generation, site_id, placement, revision, visibility,
              settled_revision IS NOT DISTINCT FROM revision AS settled, cancelled, override,
              remote_id, remote_state, remote_slug, content_hash,
              due_at IS NOT NULL OR coalesce(lease_until > clock_timestamp(), false) AS waiting,
              fencing_token, receipt_sequence, last_kind, last_code,
              extract(epoch FROM clock_timestamp() - greatest(inbox_at, publish_at)) * 1000 AS wanted_for_ms
            FROM ledger
            """;

    private static final String AFTER = COLUMNS + """
            WHERE site_id = :site AND publication_id > :after ORDER BY publication_id LIMIT :limit
            """;

    private static final String PLACEMENTS =
            "SELECT DISTINCT placement FROM ledger WHERE site_id = :site ORDER BY placement";

    private static final String OF = COLUMNS + "WHERE publication_id IN (:publications)";

    private static final String CLOSED = """
            SELECT publication_id, generation, remote_id FROM closed_generation
            WHERE publication_id IN (:publications) AND remote_id IS NOT NULL
            """;

    private static final String AS_JUDGED = """
            WHERE publication_id = :publication AND generation = :generation AND revision = :revision
              AND fencing_token = :token AND (lease_until IS NULL OR lease_until <= clock_timestamp())
            """;

    /** Begins anew: how long an earlier one had waited is not its own waiting. */
    private static final String LOOK_AGAIN =
            "UPDATE ledger SET due_at = clock_timestamp(), given_up = false, waiting_since = NULL\n" + AS_JUDGED
                    + "AND due_at IS NULL";

    private static final String ADOPT = """
            UPDATE ledger SET remote_id = :post, remote_state = 'RESERVED', due_at = coalesce(due_at, clock_timestamp()), given_up = false,
              waiting_since = CASE WHEN NOT given_up THEN waiting_since END
            """ + AS_JUDGED + "AND remote_id IS NULL";

    private static final String RESTORE = """
            UPDATE ledger SET remote_id = :post, remote_state = :state, remote_slug = :slug, remote_link = :link,
              content_hash = :hash, observed_revision = :observed, public_revision = :observed, given_up = false,
              waiting_since = CASE WHEN NOT given_up THEN waiting_since END,
              settled_revision = coalesce(:settled, settled_revision), override = override AND :settled IS DISTINCT FROM revision,
              due_at = CASE WHEN :settled = revision THEN NULL ELSE coalesce(due_at, clock_timestamp()) END,
              receipt_sequence = greatest(receipt_sequence, :sequence)
            """ + AS_JUDGED + "AND remote_id IS NULL";

    private static final String COUNT_ON =
            "UPDATE ledger SET receipt_sequence = greatest(receipt_sequence, :sequence)\n" + AS_JUDGED;

    /** A look that is due stays due: a second one, or one after a request without an answer. */
    private static final String PARK = """
            UPDATE ledger SET fencing_token = fencing_token + 1, last_kind = 'parked', last_code = :code,
              given_up = settled_revision IS DISTINCT FROM revision,
              due_at = CASE WHEN given_up OR unsettled_at IS NOT NULL OR settled_revision IS NOT DISTINCT FROM revision THEN due_at END
            """ + AS_JUDGED;

    private static final String AS_IT_WAS = "SELECT publication_id FROM ledger\n" + AS_JUDGED + "FOR UPDATE";

    private static final String KNOWN = """
            SELECT job_id, attempts, inbox_at, traceparent FROM ledger WHERE publication_id = :publication
            """;

    private final JdbcClient jdbc;

    LedgerRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of a site's entries, in the order of their publications. */
    List<LedgerRecord> after(SiteId site, UUID after, int limit) {
        return jdbc.sql(AFTER)
                .param("site", site.value())
                .param("after", after)
                .param("limit", limit)
                .query(LedgerRecords::read)
                .list();
    }

    /** The kinds of posts that a site's entries are. */
    List<Placement> placements(SiteId site) {
        return jdbc.sql(PLACEMENTS)
                .param("site", site.value())
                .query((row, _) -> Placement.of(row.getString("placement")))
                .list();
    }

    /** The entries of these publications, at whatever site. */
    Map<PublicationId, LedgerRecord> of(Collection<PublicationId> publications) {
        return publications.isEmpty()
                ? Map.of()
                : jdbc.sql(OF).param("publications", ids(publications)).query(LedgerRecords::read).list().stream()
                        .collect(Collectors.toMap(entry -> entry.slot().publication(), Function.identity()));
    }

    /** The posts that closed generations of these publications left behind. */
    Map<Slot, PostId> closed(Collection<PublicationId> publications) {
        Map<Slot, PostId> posts = new HashMap<>();
        if (!publications.isEmpty()) {
            jdbc.sql(CLOSED).param("publications", ids(publications)).query(row -> {
                posts.put(
                        new Slot(
                                new PublicationId(row.getObject("publication_id", UUID.class)),
                                row.getInt("generation")),
                        new PostId(row.getLong("remote_id")));
            });
        }
        return posts;
    }

    /** Makes a visit due now. False: one is due or under way already, or there was one since. */
    boolean lookAgain(LedgerRecord entry) {
        return asJudged(LOOK_AGAIN, entry).update() == 1;
    }

    /** Puts the id on record if none is. */
    boolean adopt(LedgerRecord entry, PostId post) {
        return asJudged(ADOPT, entry).param("post", post.value()).update() == 1;
    }

    /** Gives the entry back what its own receipts have told, its count of receipts included. */
    boolean restore(LedgerRecord entry, ReceiptPost told) {
        RemoteState state = CompareReceipts.state(told, entry);
        boolean shown = state == RemoteState.PUBLIC || state == RemoteState.HELD;
        boolean ended = state != RemoteState.RESERVED && CompareReceipts.isEnd(told);
        return asJudged(RESTORE, entry)
                        .param("post", Objects.requireNonNull(told.post()).value())
                        .param("state", state.name())
                        .param("slug", told.slug(), Types.VARCHAR)
                        .param("link", told.url(), Types.VARCHAR)
                        .param("hash", told.contentHash(), Types.VARCHAR)
                        .param("observed", shown ? told.revision() : null, Types.BIGINT)
                        .param("settled", ended ? told.revision() : null, Types.BIGINT)
                        .param("sequence", told.lastSequence())
                        .update()
                == 1;
    }

    /** Goes on counting receipts after the last one that was told. */
    boolean countOn(LedgerRecord entry, long sequence) {
        return asJudged(COUNT_ON, entry).param("sequence", sequence).update() == 1;
    }

    /** Stops unfinished work until a person acts; a claim that is about to begin is fenced off. False: changed meanwhile. */
    boolean park(LedgerRecord entry, String code) {
        return asJudged(PARK, entry).param("code", code).update() == 1;
    }

    /** Whether it still is as it was judged; until the transaction ends it stays so. */
    boolean holdAsJudged(LedgerRecord entry) {
        return asJudged(AS_IT_WAS, entry).query(UUID.class).optional().isPresent();
    }

    /** What a receipt about an entry needs besides what was judged. */
    record Known(
            UUID job,
            int attempts,
            Instant inboxAt,
            @Nullable String traceparent) {}

    Known known(LedgerRecord entry) {
        return jdbc.sql(KNOWN)
                .param("publication", entry.slot().publication().value())
                .query((row, _) -> new Known(
                        row.getObject("job_id", UUID.class),
                        row.getInt("attempts"),
                        row.getObject("inbox_at", OffsetDateTime.class).toInstant(),
                        row.getString("traceparent")))
                .single();
    }

    private StatementSpec asJudged(String statement, LedgerRecord entry) {
        return jdbc.sql(statement)
                .param("publication", entry.slot().publication().value())
                .param("generation", entry.slot().generation())
                .param("revision", entry.revision())
                .param("token", entry.token());
    }

    private static List<UUID> ids(Collection<PublicationId> publications) {
        return publications.stream().map(PublicationId::value).toList();
    }

    private static LedgerRecord read(ResultSet row, int number) throws SQLException {
        String kind = row.getString("last_kind");
        String code = row.getString("last_code");
        return new LedgerRecord(
                new Slot(new PublicationId(row.getObject("publication_id", UUID.class)), row.getInt("generation")),
                new SiteId(row.getObject("site_id", UUID.class)),
                Placement.of(row.getString("placement")),
                row.getLong("revision"),
                Visibility.of(row.getString("visibility")),
                row.getBoolean("settled"),
                row.getBoolean("cancelled"),
                row.getBoolean("override"),
                onRecord(row),
                row.getBoolean("waiting"),
                row.getLong("fencing_token"),
                row.getLong("receipt_sequence"),
                kind == null || code == null ? null : new LedgerRecord.Told(kind, code),
                Duration.ofMillis(row.getLong("wanted_for_ms")));
    }

    private static OnRecord onRecord(ResultSet row) throws SQLException {
        Long remote = row.getObject("remote_id", Long.class);
        return remote == null
                ? new OnRecord.Nothing()
                : new OnRecord.Post(
                        new PostId(remote),
                        RemoteState.valueOf(row.getString("remote_state")),
                        row.getString("remote_slug"),
                        row.getString("content_hash"));
    }
}
