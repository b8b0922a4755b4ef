package dev.colophon.publishapi.site;

import dev.colophon.publishapi.seal.SealedRows;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sites' credentials. They are the same after it as before, so neither their age nor the site's last change is touched. */
@Repository
class SealedCredentials implements SealedRows {

    private static final String COUNT =
            "SELECT count(*) FROM site WHERE substring(credentials_sealed FROM 5 FOR 5) <> :mark";

    private static final String OF_OTHER_KEYS = """
            SELECT id, credentials_sealed FROM site
             WHERE id > :after AND substring(credentials_sealed FROM 5 FOR 5) <> :mark ORDER BY id LIMIT :batch
            """;

    // Only over the very seal that was opened: credentials that were rotated meanwhile are left as they are.
    private static final String RESEAL = """
            UPDATE site SET credentials_sealed = :anew WHERE id = :id AND credentials_sealed = :sealed
            """;

    private final JdbcClient jdbc;

    SealedCredentials(JdbcClient jdbc) {
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
                .query((row, _) -> {
                    var site = new SiteId(row.getObject("id", UUID.class));
                    return new Sealed(
                            site.value(), false, CredentialsSeal.owner(site), row.getBytes("credentials_sealed"));
                })
                .list();
    }

    @Override
    public boolean reseal(Sealed secret, byte[] anew) {
        return jdbc.sql(RESEAL)
                        .param("id", secret.id())
                        .param("sealed", secret.bytes())
                        .param("anew", anew)
                        .update()
                == 1;
    }
}
