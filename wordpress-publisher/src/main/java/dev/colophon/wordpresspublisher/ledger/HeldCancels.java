package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.publication.PublicationId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cancels that met a create under a key whose end was not known. They are kept whole, and taken again when it is known. Opens no
 * transaction.
 */
@Component
public class HeldCancels {

    private static final JsonMapper JSON = new JsonMapper();

    /** The row is locked by the cancel that changed nothing: what is so now stays so until the commit. */
    private static final String HOLD = """
            INSERT INTO held_cancel (publication_id, revision, request)
            SELECT publication_id, :revision, :request FROM ledger
            WHERE publication_id = :publication AND keyed AND remote_id IS NULL
              AND revision < :revision AND coalesce(cancel_refused, 0) < :revision
            ON CONFLICT (publication_id) DO UPDATE SET revision = excluded.revision, request = excluded.request
            WHERE held_cancel.revision < excluded.revision
            """;

    private static final String OVERTAKEN =
            "DELETE FROM held_cancel WHERE publication_id = :publication AND revision < :revision";

    private static final String TAKE = "DELETE FROM held_cancel WHERE publication_id = :publication RETURNING request";

    private final JdbcClient jdbc;

    HeldCancels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the cancel if its publication is in that state. */
    boolean hold(LedgerRequest cancel) {
        return jdbc.sql(HOLD)
                        .param("publication", cancel.publication().value())
                        .param("revision", cancel.revision())
                        .param("request", JSON.writeValueAsString(cancel))
                        .update()
                == 1;
    }

    /** A newer request makes it pointless. */
    void overtaken(LedgerRequest newer) {
        jdbc.sql(OVERTAKEN)
                .param("publication", newer.publication().value())
                .param("revision", newer.revision())
                .update();
    }

    /** The cancel that waits for this publication, which is no longer kept. */
    public Optional<LedgerRequest> take(PublicationId publication) {
        return jdbc.sql(TAKE)
                .param("publication", publication.value())
                .query(String.class)
                .optional()
                .map(json -> JSON.readValue(json, LedgerRequest.class));
    }
}
