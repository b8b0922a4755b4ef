package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The posts of other publications, for what stands under them. Opens no transaction. */
@Component
public class PostsOnRecord {

    private static final String SHOWN = """
            SELECT remote_id FROM ledger
            WHERE publication_id = :publication AND site_id = :site AND remote_state IN ('PUBLIC', 'HELD')
            """;

    private final JdbcClient jdbc;

    PostsOnRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The post of a publication at this site, once it stands there as it was wanted; not one that is reserved, or was removed. */
    public Optional<PostId> of(PublicationId publication, SiteId site) {
        return jdbc.sql(SHOWN)
                .param("publication", publication.value())
                .param("site", site.value())
                .query(Long.class)
                .optional()
                .map(PostId::new);
    }
}
