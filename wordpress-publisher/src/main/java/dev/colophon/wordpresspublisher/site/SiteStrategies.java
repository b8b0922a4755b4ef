package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.publication.SiteId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which way new posts are made at each site, for operators to read: each visit finds out for itself. */
@Repository
public class SiteStrategies {

    private static final String NOTE = """
            UPDATE site_state SET strategy = :strategy, strategy_found_at = clock_timestamp() WHERE site_id = :site
            """;

    private final JdbcClient jdbc;

    SiteStrategies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes what the site was found to be just now; nothing where no story was ever wanted there. */
    public void note(SiteId site, Strategy strategy) {
        jdbc.sql(NOTE)
                .param("site", site.value())
                .param("strategy", strategy.word())
                .update();
    }
}
