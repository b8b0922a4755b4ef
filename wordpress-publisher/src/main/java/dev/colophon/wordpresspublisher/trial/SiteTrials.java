package dev.colophon.wordpresspublisher.trial;

import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.wordpress.SiteCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which site is to be tried next, and how each was found. That two do not try one site at a time, and that the newest trial is the
 * one that is told, rests on its row. Opens no transaction.
 */
@Component
class SiteTrials {

    /** What a site is tried with, as publish-api tells it now. Of another platform is none for us to try. */
    private static final String BEGIN = """
            INSERT INTO site_trial AS mine (site_id, number, due_at, base_url, credentials_set_at)
            SELECT a.site_id, 1, clock_timestamp() + :lease * interval '1 millisecond', a.base_url, c.credentials_set_at
            FROM publish_api.site_access_v1 a JOIN publish_api.site_credentials_v1 c ON c.site_id = a.site_id AND a.platform = 'wordpress'
            """;

    private static final String BEGUN = """
            ON CONFLICT (site_id) DO UPDATE SET number = mine.number + 1, due_at = EXCLUDED.due_at, base_url = EXCLUDED.base_url,
              credentials_set_at = EXCLUDED.credentials_set_at
            """;

    /** Whoever comes second finds the row as the first has left it: not due, and tried with what there is. */
    private static final String BEGIN_DUE = BEGIN + """
            LEFT JOIN site_trial before ON before.site_id = a.site_id
            WHERE a.state = 'active' AND (before.site_id IS NULL OR before.due_at <= clock_timestamp()
              OR (before.base_url, before.credentials_set_at) <> (a.base_url, c.credentials_set_at))
            ORDER BY before.due_at NULLS FIRST, a.site_id LIMIT 1
            """ + BEGUN + """
            WHERE mine.due_at <= clock_timestamp()
              OR (mine.base_url, mine.credentials_set_at) <> (EXCLUDED.base_url, EXCLUDED.credentials_set_at)
            RETURNING site_id, number
            """;

    private static final String BEGIN_AT = BEGIN + "WHERE a.site_id = :site\n" + BEGUN + "RETURNING site_id, number";

    private static final String END = """
            UPDATE site_trial SET tried_at = clock_timestamp(), usable = :usable, failed_checks = string_to_array(:checks, ' '),
              failed_codes = string_to_array(:codes, ' '), due_at = clock_timestamp() + :next * interval '1 millisecond'
            WHERE site_id = :site AND number = :number
            """;

    /** At a suspended one nothing is published: its administrator knows. */
    private static final String UNUSABLE = """
            SELECT count(*) FROM site_trial t JOIN publish_api.site_access_v1 a ON a.site_id = t.site_id
            WHERE NOT t.usable AND a.state = 'active'
            """;

    private final JdbcClient jdbc;

    SiteTrials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A trial that is under way; of one site's the newest alone is told. */
    record Begun(SiteId site, long number) {}

    /** Begins the trial of the active site that is due and has waited the longest; nobody else does until the lease ends. */
    Optional<Begun> beginDue(Duration lease) {
        return begun(jdbc.sql(BEGIN_DUE).param("lease", lease.toMillis()));
    }

    /** Begins a trial of this site, due or not, whatever its state; empty where none is registered. */
    Optional<Begun> beginAt(SiteId site, Duration lease) {
        return begun(jdbc.sql(BEGIN_AT).param("site", site.value()).param("lease", lease.toMillis()));
    }

    /** How it ended. False: another was begun since, and tells. */
    boolean end(Begun trial, List<SiteCheck> failed, Duration next) {
        return jdbc.sql(END)
                        .param("site", trial.site().value())
                        .param("number", trial.number())
                        .param("usable", failed.isEmpty())
                        .param("checks", words(failed, SiteCheck::name))
                        .param("codes", words(failed, check -> String.valueOf(check.code())))
                        .param("next", next.toMillis())
                        .update()
                == 1;
    }

    /** How many active sites could not be used when they were last tried. */
    long unusable() {
        return jdbc.sql(UNUSABLE).query(Long.class).single();
    }

    private static Optional<Begun> begun(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, _) -> new Begun(new SiteId(row.getObject("site_id", UUID.class)), row.getLong("number")))
                .optional();
    }

    private static String words(List<SiteCheck> failed, Function<SiteCheck, String> word) {
        return failed.stream().map(word).collect(Collectors.joining(" "));
    }
}
