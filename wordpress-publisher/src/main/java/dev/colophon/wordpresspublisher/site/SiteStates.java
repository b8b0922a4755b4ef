package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What we have seen of each site: its cap, and whether it is suspended because it does not know us. Opens no transaction. */
@Component
public class SiteStates {

    private static final String SUSPENSION = """
            SELECT suspension_code, suspension_detail, suspension_status FROM site_state
            WHERE site_id = :site AND suspended_since IS NOT NULL
            """;

    private static final String SUSPEND = """
            UPDATE site_state SET suspended_since = coalesce(suspended_since, clock_timestamp()),
              suspension_code = :code, suspension_detail = :detail, suspension_status = :status,
              next_probe_at = coalesce(next_probe_at, clock_timestamp() + :probe * interval '1 millisecond')
            WHERE site_id = :site
            """;

    private static final String DUE_PROBES = """
            UPDATE site_state SET next_probe_at = clock_timestamp() + :probe * interval '1 millisecond'
            WHERE site_id IN (SELECT site_id FROM site_state WHERE next_probe_at <= clock_timestamp()
                              ORDER BY next_probe_at LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING site_id
            """;

    private static final String RESUME = """
            UPDATE site_state SET suspended_since = NULL, suspension_code = NULL, suspension_detail = NULL,
              suspension_status = NULL, next_probe_at = NULL
            WHERE site_id = :site AND suspended_since IS NOT NULL
            """;

    /** Never before its time: what a visit met may stand at an entry whose client has put it off meanwhile. */
    private static final String WAKE = """
            UPDATE ledger SET due_at = least(due_at, greatest(clock_timestamp(), publish_at))
            WHERE site_id = :site AND due_at > clock_timestamp() AND last_code IN (:codes)
            """;

    private static final List<String> SUSPENSION_CODES =
            List.of("WP_CREDENTIALS_LOST", "WP_ROLE_TOO_SMALL", "SITE_SUSPENDED", "SITE_CREDENTIALS_UNREADABLE");

    private static final String CAP = """
            UPDATE site_state SET max_concurrency = :cap, max_visits_per_minute = :pace,
              paced_until = CASE WHEN CAST(:pace AS integer) IS NOT NULL
                THEN greatest(paced_until, clock_timestamp() + interval '1 minute' / CAST(:pace AS integer)) END
            WHERE site_id = :site AND (max_concurrency, max_visits_per_minute) IS DISTINCT FROM (:cap, CAST(:pace AS integer))
            """;

    private static final String SUSPENDED = "SELECT count(*) FROM site_state WHERE suspended_since IS NOT NULL";

    private final JdbcClient jdbc;

    SiteStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why the site is suspended, if it is. */
    public Optional<Problem> suspension(SiteId site) {
        return jdbc.sql(SUSPENSION)
                .param("site", site.value())
                .query((row, _) -> new Problem(
                        row.getString("suspension_code"),
                        row.getString("suspension_detail"),
                        row.getObject("suspension_status", Integer.class)))
                .optional();
    }

    /** Suspends the site: its entries wait, and a probe looks from time to time whether it is back. */
    public void suspend(SiteId site, Problem problem, Duration probe) {
        jdbc.sql(SUSPEND)
                .param("site", site.value())
                .param("code", problem.code())
                .param("detail", problem.detail())
                .param("status", problem.httpStatus(), Types.INTEGER)
                .param("probe", probe.toMillis())
                .update();
    }

    /** Suspended sites whose probe is due; each is handed to one prober. */
    public List<SiteId> takeDueProbes(int limit, Duration next) {
        return jdbc.sql(DUE_PROBES)
                .param("limit", limit)
                .param("probe", next.toMillis())
                .query((row, _) -> new SiteId(row.getObject("site_id", UUID.class)))
                .list();
    }

    /** The site knows us again: what waited for that is due now. False if it was not suspended. */
    public boolean resume(SiteId site) {
        boolean resumed = jdbc.sql(RESUME).param("site", site.value()).update() == 1;
        if (resumed) {
            jdbc.sql(WAKE)
                    .param("site", site.value())
                    .param("codes", SUSPENSION_CODES)
                    .update();
        }
        return resumed;
    }

    /**
     * How many visits the site may have at a time, and begin in a minute (null: any number), as its administrator says.
     * A new pace begins with the visit that learns of it.
     */
    public void cap(SiteId site, int maxConcurrency, @Nullable Integer maxVisitsPerMinute) {
        jdbc.sql(CAP)
                .param("site", site.value())
                .param("cap", Math.clamp(maxConcurrency, 1, 64))
                .param(
                        "pace",
                        maxVisitsPerMinute == null ? null : Math.clamp(maxVisitsPerMinute, 1, 6000),
                        Types.INTEGER)
                .update();
    }

    /** How many sites are suspended. */
    public long suspended() {
        return jdbc.sql(SUSPENDED).query(Long.class).single();
    }
}
