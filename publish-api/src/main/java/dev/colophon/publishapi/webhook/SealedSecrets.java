package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.seal.SealedRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Webhooks' secrets. A former one counts for as long as it signs: afterwards nobody opens it any more. */
@Repository
class SealedSecrets implements SealedRows {

    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE substring(secret_sealed FROM 5 FOR 5) <> :mark)
                 + count(*) FILTER (WHERE former_secret_until > now() AND substring(former_secret_sealed FROM 5 FOR 5) <> :mark)
              FROM webhook
            """;

    private static final String OF_OTHER_KEYS = """
            SELECT id, false AS former, secret_sealed AS sealed FROM webhook
             WHERE id > :after AND substring(secret_sealed FROM 5 FOR 5) <> :mark
             UNION ALL
            SELECT id, true, former_secret_sealed FROM webhook
             WHERE id > :after AND former_secret_until > now() AND substring(former_secret_sealed FROM 5 FOR 5) <> :mark
             ORDER BY id FETCH FIRST :batch ROWS WITH TIES
            """;

    // Both only over the very seal that was opened: a secret that was rotated meanwhile is left as it is.
    private static final String RESEAL = """
            UPDATE webhook SET secret_sealed = :anew WHERE id = :id AND secret_sealed = :sealed
            """;

    private static final String RESEAL_FORMER = """
            UPDATE webhook SET former_secret_sealed = :anew WHERE id = :id AND former_secret_sealed = :sealed
            """;

    private final JdbcClient jdbc;

    SealedSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long count(byte[] mark) {
        return jdbc.sql(COUNT).param("mark", mark).query(Long.class).single();
    }

    @Override
    public List<Sealed> ofOtherKeys(byte[] mark, UUID after, int batch) {
        return jdbc.sql(OF_OTHER_KEYS)
                .param("mark", mark)
                .param("after", after)
                .param("batch", batch)
                .query((row, _) -> sealed(row))
                .list();
    }

    @Override
    public boolean reseal(Sealed secret, byte[] anew) {
        return jdbc.sql(secret.former() ? RESEAL_FORMER : RESEAL)
                        .param("id", secret.id())
                        .param("sealed", secret.bytes())
                        .param("anew", anew)
                        .update()
                == 1;
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        var webhook = new WebhookId(row.getObject("id", UUID.class));
        return new Sealed(webhook.value(), row.getBoolean("former"), SecretSeal.owner(webhook), row.getBytes("sealed"));
    }
}
