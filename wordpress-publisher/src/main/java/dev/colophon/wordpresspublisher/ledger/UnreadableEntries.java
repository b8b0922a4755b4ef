package dev.colophon.wordpresspublisher.ledger;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts aside the entries that cannot be read, so that all others go on. Opens no transaction. */
@Component
public class UnreadableEntries {

    /** Under which the entry waits for a person. */
    public static final String CODE = "LEDGER_ENTRY_UNREADABLE";

    /**
     * Where a post may stand, the entry comes up again for a look, as any that is given up does: from then on it can be read, or it is put
     * aside once more. What was told stays told. The lease has counted a visit that is not made.
     */
    private static final String PARK = """
            UPDATE ledger SET lease_until = NULL, claimed_by = NULL, waiting_since = NULL,
              attempts = attempts - CASE WHEN :told THEN 0 ELSE 1 END,
              given_up = given_up OR settled_revision IS DISTINCT FROM revision,
              last_kind = CASE WHEN :told THEN last_kind ELSE 'parked' END,
              last_code = CASE WHEN :told THEN last_code ELSE :code END,
              due_at = CASE WHEN remote_id IS NOT NULL OR keyed THEN clock_timestamp() + :look * interval '1 millisecond' END
            WHERE publication_id = :publication AND fencing_token = :token
            """;

    private final JdbcClient jdbc;

    UnreadableEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives its lease back and has it wait for a person; one with a post is due again after {@code look}. */
    public void park(UnreadableEntry unreadable, Duration look) {
        jdbc.sql(PARK)
                .param("told", unreadable.endTold())
                .param("code", CODE)
                .param("look", look.toMillis())
                .param("publication", unreadable.entry().slot().publication().value())
                .param("token", unreadable.token())
                .update();
    }
}
