package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.reconcile.Reconciliations.Started;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders reconciliations in tests, and reads what they left on record. */
final class Walks {

    static final Orders DRY = new Orders(true, false, false, false);
    static final Orders REAL = new Orders(false, false, false, false);

    private final Newsroom newsroom;
    private final Reconciliations reconciliations;

    Walks(Newsroom newsroom, Reconciliations reconciliations) {
        this.newsroom = newsroom;
        this.reconciliations = reconciliations;
    }

    /** What a run noted, without what differs between a dry run and a real one. */
    record Found(
            String kind,
            String evidence,
            @Nullable UUID publication,
            @Nullable Long post,
            String onRecord,
            String seen,
            String conclusion,
            String action) {}

    /** Walks the site until the run is over and every visit that it asked for has ended. */
    UUID walk(UUID site, Orders orders) {
        UUID run = begin(site, orders);
        awaitEnd(run);
        awaitQuiet(site);
        return run;
    }

    UUID begin(UUID site, Orders orders) {
        Started started = reconciliations.start(new SiteId(site), "a tester", orders);
        assertThat(started).isInstanceOf(Started.Begun.class);
        return ((Started.Begun) started).run();
    }

    void awaitEnd(UUID run) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !"running".equals(row(run).get("state")));
    }

    void awaitQuiet(UUID site) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> newsroom.sql()
                                .sql("""
                                SELECT count(*) FROM wordpress_publisher.ledger WHERE site_id = :site
                                  AND (due_at <= now() OR lease_until > now())
                                """)
                                .param("site", site)
                                .query(Long.class)
                                .single()
                        == 0);
    }

    Map<String, @Nullable Object> row(UUID run) {
        return newsroom.sql()
                .sql("SELECT * FROM wordpress_publisher.reconcile_run WHERE id = :run")
                .param("run", run)
                .query()
                .singleRow();
    }

    List<Found> found(UUID run) {
        return newsroom.sql()
                .sql("""
                        SELECT kind, evidence, publication_id, post_id, on_record, seen, conclusion, action
                        FROM wordpress_publisher.reconcile_finding WHERE run_id = :run ORDER BY number
                        """)
                .param("run", run)
                .query((row, _) -> new Found(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getObject(4, Long.class),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)))
                .list();
    }

    List<String> kinds(UUID run) {
        return found(run).stream().map(Found::kind).toList();
    }

    List<String> results(UUID run) {
        return newsroom.sql()
                .sql("SELECT result FROM wordpress_publisher.reconcile_finding WHERE run_id = :run ORDER BY number")
                .param("run", run)
                .query((row, _) -> row.getString("result"))
                .list();
    }
}
