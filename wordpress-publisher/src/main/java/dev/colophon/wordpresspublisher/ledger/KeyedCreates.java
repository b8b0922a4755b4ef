package dev.colophon.wordpresspublisher.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a create under the site's key may have been carried out in this generation. Opens no transaction; every write is
 * conditional on the fencing token, which is the key's epoch at the site too.
 */
@Component
public class KeyedCreates {

    private static final String INTEND = """
            UPDATE ledger SET keyed = true
            WHERE publication_id = :publication AND generation = :generation AND fencing_token = :token
              AND lease_until > clock_timestamp() AND remote_id IS NULL
            """;

    /** Of what was given up there is nothing left to look at. */
    private static final String FORGET = """
            UPDATE ledger SET keyed = false, due_at = CASE WHEN NOT given_up THEN due_at END
            WHERE publication_id = :publication AND generation = :generation AND fencing_token = :token
              AND remote_id IS NULL
            """;

    private final JdbcClient jdbc;

    KeyedCreates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Commits to a create before it is sent. False: the claim is lost, or a post is on record. */
    public boolean intend(Claim claim) {
        return update(INTEND, claim);
    }

    /** The site has proved that there is no post under the key. False: the claim is lost. */
    public boolean forget(Claim claim) {
        return update(FORGET, claim);
    }

    private boolean update(String statement, Claim claim) {
        return jdbc.sql(statement)
                        .param("publication", claim.publication().value())
                        .param("generation", claim.slot().generation())
                        .param("token", claim.token())
                        .update()
                == 1;
    }
}
