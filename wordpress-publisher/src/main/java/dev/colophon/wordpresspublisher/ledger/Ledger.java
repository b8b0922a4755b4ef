package dev.colophon.wordpresspublisher.ledger;

import static dev.colophon.wordpresspublisher.ledger.Columns.timestamp;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Shown;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.publication.PostId;
import java.sql.Types;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The ledger: per publication what is wanted, what was observed and who holds the lock. Here is what a visit writes, each time on
 * condition of its fencing token. Opens no transaction.
 */
@Component
public class Ledger {

    private static final String INTEND = """
            UPDATE ledger SET unsettled_at = lease_until, unsettled_fingerprint = :fingerprint,
              unsettled_visibility = :visibility, unsettled_change = :change, unsettled_after_fill = :afterFill,
              status_sent = status_sent OR :change IN ('PUBLISH', 'HOLD'),
              public_revision = CASE WHEN :change = 'PUBLISH' THEN :revision ELSE public_revision END,
              held_revision = CASE WHEN :change = 'HOLD' THEN :revision ELSE held_revision END,
              written_fields = coalesce(CAST(:written AS jsonb), written_fields)
            WHERE publication_id = :publication AND generation = :generation AND fencing_token = :token
              AND lease_until > clock_timestamp()
            """;

    private static final String CHECKPOINT = """
            UPDATE ledger SET remote_id = :post, remote_state = 'RESERVED'
            WHERE publication_id = :publication AND generation = :generation AND fencing_token = :token
              AND remote_id IS NULL
            """;

    private static final String STANDING_ID = """
            SELECT remote_id FROM ledger
            WHERE publication_id = :publication AND generation = :generation AND fencing_token = :token
            """;

    /** The last guard of a generation: only under the token, and only while the retry that asked for it still stands. */
    private static final String OPEN_GENERATION = """
            UPDATE ledger SET generation = generation + 1, override = false, opened_because = :because,
              opened_evidence = :evidence, remote_id = NULL, remote_state = NULL, status_sent = false, remote_slug = NULL,
              remote_link = NULL, content_hash = NULL, observed_revision = NULL, given_up = false, keyed = false,
              public_revision = NULL, held_revision = NULL, written_fields = NULL, unsettled_at = NULL, unsettled_fingerprint = NULL,
              unsettled_visibility = NULL, unsettled_change = NULL, unsettled_after_fill = false, read_back_due_at = NULL
            WHERE publication_id = :publication AND generation = :generation AND fencing_token = :token AND override
              AND remote_id = :absent
            """;

    private static final String RELEASED = """
              lease_until = NULL, claimed_by = NULL,
              unsettled_at = :unsettledAt, unsettled_fingerprint = :unsettledFingerprint,
              unsettled_visibility = :unsettledVisibility, unsettled_change = :unsettledChange,
              unsettled_after_fill = :unsettledAfterFill
            WHERE publication_id = :publication AND generation = :generation AND fencing_token = :token
            """;

    private static final String SETTLE = """
            UPDATE ledger SET
              remote_state = :state, status_sent = false, remote_slug = coalesce(:slug, remote_slug),
              remote_link = coalesce(:link, remote_link), content_hash = coalesce(:hash, content_hash),
              written_fields = coalesce(CAST(:written AS jsonb), written_fields),
              observed_revision = CASE WHEN :shown THEN :revision ELSE observed_revision END, settled_revision = :revision,
              public_revision = CASE WHEN :shown THEN :revision ELSE public_revision END, held_revision = NULL, given_up = false,
              override = override AND revision <> :revision,
              read_back_due_at = clock_timestamp() + :readBack * interval '1 millisecond',
              due_at = CASE WHEN revision = :revision THEN clock_timestamp() + :readBack * interval '1 millisecond' ELSE due_at END,
              failures = CASE WHEN revision = :revision THEN 0 ELSE failures END,
              strikes = CASE WHEN revision = :revision THEN 0 ELSE strikes END,
              waiting_since = NULL, last_kind = :kind, last_code = NULL,
            """ + RELEASED;

    /** What was given up is visited on only where there is a post, or a key that may stand for one. */
    private static final String VISITED_ON = """
            (NOT given_up OR remote_id IS NOT NULL OR keyed)
            """;

    /** Nothing stood in the way of this look: what once did is not waited for any more. */
    private static final String LEAVE = """
            UPDATE ledger SET
              waiting_since = CASE WHEN revision <> :revision THEN waiting_since END,
              read_back_due_at = clock_timestamp() + :readBack * interval '1 millisecond',
              due_at = CASE WHEN revision <> :revision THEN due_at WHEN
            """ + VISITED_ON + """
                THEN clock_timestamp() + :readBack * interval '1 millisecond' END,
            """ + RELEASED;

    /**
     * What an older revision's visit met is told of that revision; the row tells of the wanted one. A visit may have forgotten the key
     * before it broke off: what was given up is not looked for then.
     */
    private static final String TROUBLE = """
            UPDATE ledger SET
              due_at = CASE WHEN revision <> :revision THEN due_at WHEN
            """ + VISITED_ON + """
                THEN clock_timestamp() + :retry * interval '1 millisecond' END,
              failures = failures + CASE WHEN revision = :revision THEN :failure ELSE 0 END,
              strikes = strikes + CASE WHEN revision = :revision THEN :strike ELSE 0 END,
              waiting_since = CASE WHEN revision = :revision AND
            """ + VISITED_ON + """
                THEN coalesce(waiting_since, clock_timestamp()) END,
              last_kind = CASE WHEN given_up OR revision <> :revision THEN last_kind ELSE :kind END,
              last_code = CASE WHEN given_up OR revision <> :revision THEN last_code ELSE :code END,
            """ + RELEASED;

    /** Only a recorded post, or one that a key may stand for, is looked at again; how long that may fail counts anew. */
    private static final String GIVE_UP = """
            UPDATE ledger SET
              remote_state = coalesce(:state, remote_state), status_sent = status_sent AND CAST(:state AS text) IS NULL,
              remote_slug = coalesce(:slug, remote_slug), remote_link = coalesce(:link, remote_link),
              content_hash = coalesce(:hash, content_hash),
              observed_revision = coalesce(:shown, observed_revision), settled_revision = coalesce(:shown, settled_revision),
              public_revision = coalesce(:shown, public_revision),
              held_revision = CASE WHEN CAST(:state AS text) IS NULL THEN held_revision END,
              given_up = (revision = :revision AND coalesce(:shown, settled_revision) IS DISTINCT FROM revision),
              due_at = CASE WHEN revision <> :revision THEN due_at
                WHEN remote_id IS NOT NULL OR keyed THEN clock_timestamp() + :look * interval '1 millisecond' END,
              failures = failures + CASE WHEN revision = :revision THEN 1 ELSE 0 END, waiting_since = NULL,
              last_kind = CASE WHEN revision = :revision THEN coalesce(:kind, last_kind) ELSE last_kind END,
              last_code = CASE WHEN revision = :revision THEN coalesce(:code, last_code) ELSE last_code END,
            """ + RELEASED;

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Commits to a write before it is sent, a FILL without an answer being still under way or not. False: the claim is lost. */
    public boolean intend(Claim claim, Change change, boolean afterFill) {
        return held(jdbc.sql(INTEND), claim)
                        .param("fingerprint", claim.wanted().fingerprint())
                        .param("visibility", claim.wanted().visibility().word())
                        .param("change", change.name())
                        .param("afterFill", afterFill)
                        .param("written", WrittenJson.of(claim.onRecord()), Types.VARCHAR)
                        .param("revision", claim.wanted().revision())
                        .update()
                == 1;
    }

    /** Puts the id on record if none is: a compare-and-set. */
    public Checkpoint checkpoint(Claim claim, PostId post) {
        if (held(jdbc.sql(CHECKPOINT), claim).param("post", post.value()).update() == 1) {
            return new Checkpoint.Held();
        }
        return held(jdbc.sql(STANDING_ID), claim)
                .query(Long.class)
                .optional()
                .map(PostId::new)
                .<Checkpoint>map(
                        standing -> standing.equals(post) ? new Checkpoint.Held() : new Checkpoint.Taken(standing))
                .orElseGet(Checkpoint.LeaseLost::new);
    }

    /** Closes the generation whose post is proved to be gone and opens the next. False: not ours to decide any more. */
    public boolean openGeneration(Claim claim, NextStep.OpenGeneration absence) {
        boolean reserved = claim.onRecord() instanceof OnRecord.Post post && post.state() == RemoteState.RESERVED;
        return held(jdbc.sql(OPEN_GENERATION), claim)
                        .param("absent", absence.absent().value())
                        .param("because", reserved ? "WP_DRAFT_REMOVED" : "WP_POST_REMOVED")
                        .param("evidence", "Post " + absence.absent() + ": " + absence.detail())
                        .update()
                == 1;
    }

    /** Writes down how the visit ended and gives the claim back. False: the claim is lost, nothing changed. */
    public boolean release(Claim claim, Outcome outcome) {
        StatementSpec statement = switch (outcome) {
            case Outcome.Settled settled -> settle(settled);
            case Outcome.Unchanged(var _, var readBack) ->
                jdbc.sql(LEAVE).param("readBack", millis(readBack), Types.BIGINT);
            case Outcome.Troubled troubled -> trouble(troubled);
            case Outcome.GivenUp givenUp -> giveUp(givenUp);
        };
        Unsettled unsettled = outcome.unsettled();
        return held(statement, claim)
                        .param("revision", claim.wanted().revision())
                        .param(
                                "unsettledAt",
                                unsettled == null ? null : timestamp(unsettled.lastSentAt()),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param(
                                "unsettledFingerprint",
                                unsettled == null ? null : unsettled.fingerprint(),
                                Types.VARCHAR)
                        .param(
                                "unsettledVisibility",
                                unsettled == null
                                        ? null
                                        : unsettled.visibility().word(),
                                Types.VARCHAR)
                        .param(
                                "unsettledChange",
                                unsettled == null ? null : unsettled.change().name(),
                                Types.VARCHAR)
                        .param("unsettledAfterFill", unsettled != null && unsettled.afterFill())
                        .update()
                == 1;
    }

    private StatementSpec settle(Outcome.Settled settled) {
        SeenPost seen = settled.seen();
        boolean shown = switch (settled.state()) {
            case PUBLIC, HELD -> true;
            case RESERVED, REMOVED -> false;
        };
        return jdbc.sql(SETTLE)
                .param("state", settled.state().name())
                .param("slug", seen == null ? null : seen.slug(), Types.VARCHAR)
                .param("link", seen == null ? null : seen.link(), Types.VARCHAR)
                .param("hash", seen == null ? null : seen.contentHash(), Types.VARCHAR)
                .param("written", WrittenJson.write(settled.written()), Types.VARCHAR)
                .param("shown", shown)
                .param("kind", settled.state().name())
                .param("readBack", millis(settled.readBackIn()), Types.BIGINT);
    }

    private StatementSpec trouble(Outcome.Troubled troubled) {
        return jdbc.sql(TROUBLE)
                .param("kind", troubled.kind())
                .param("code", troubled.code())
                .param("failure", troubled.failure() ? 1 : 0)
                .param("strike", troubled.strike() ? 1 : 0)
                .param("retry", millis(troubled.retryIn()), Types.BIGINT);
    }

    private StatementSpec giveUp(Outcome.GivenUp givenUp) {
        Outcome.Reason reason = givenUp.reason();
        Shown shown = givenUp.shown();
        return jdbc.sql(GIVE_UP)
                .param("kind", reason == null ? null : reason.kind(), Types.VARCHAR)
                .param("code", reason == null ? null : reason.code(), Types.VARCHAR)
                .param("state", shown == null ? null : shown.state().name(), Types.VARCHAR)
                .param("slug", shown == null ? null : shown.post().slug(), Types.VARCHAR)
                .param("link", shown == null ? null : shown.post().link(), Types.VARCHAR)
                .param("hash", shown == null ? null : shown.post().contentHash(), Types.VARCHAR)
                .param("shown", shown == null ? null : shown.revision(), Types.BIGINT)
                .param("look", millis(givenUp.lookIn()), Types.BIGINT);
    }

    private static StatementSpec held(StatementSpec statement, Claim claim) {
        return statement
                .param("publication", claim.publication().value())
                .param("generation", claim.slot().generation())
                .param("token", claim.token());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
