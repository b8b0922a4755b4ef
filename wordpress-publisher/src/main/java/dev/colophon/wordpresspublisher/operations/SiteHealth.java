package dev.colophon.wordpresspublisher.operations;

import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.CredentialStanding;
import dev.colophon.wordpresspublisher.site.SiteCredentials;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How a site has been of late, read from what every visit leaves on record and from the state that all publishers agree on:
 * nothing is counted beside them. Only the last visits of each publication are kept, so that it speaks of those.
 */
@Component
class SiteHealth {

    private static final String READ = """
            SELECT s.suspended_since, s.suspension_code, coalesce(s.circuit, 'closed') AS circuit, s.circuit_code, s.circuit_until,
              s.strategy, s.strategy_found_at,
              good.ended_at AS last_success, bad.ended_at AS last_failure, bad.problem_code AS last_failure_code,
              bad.problem_detail AS last_failure_detail, t.tried_at, t.usable, t.failed_checks, t.failed_codes
            FROM (SELECT CAST(:site AS uuid) AS site_id) asked
            LEFT JOIN site_state s ON s.site_id = asked.site_id
            LEFT JOIN site_trial t ON t.site_id = asked.site_id AND t.tried_at IS NOT NULL
            LEFT JOIN LATERAL (
              SELECT a.ended_at FROM ledger l JOIN attempt a ON a.publication_id = l.publication_id
              WHERE l.site_id = asked.site_id AND a.ended_at IS NOT NULL AND a.problem_code IS NULL
              ORDER BY a.ended_at DESC LIMIT 1) good ON true
            LEFT JOIN LATERAL (
              SELECT a.ended_at, a.problem_code, a.problem_detail
              FROM ledger l JOIN attempt a ON a.publication_id = l.publication_id
              WHERE l.site_id = asked.site_id AND a.ended_at IS NOT NULL AND a.problem_code IS NOT NULL
              ORDER BY a.ended_at DESC LIMIT 1) bad ON true
            WHERE s.site_id IS NOT NULL OR t.site_id IS NOT NULL
            """;

    private final JdbcClient jdbc;
    private final SiteCredentials credentials;

    SiteHealth(JdbcClient jdbc, SiteCredentials credentials) {
        this.jdbc = jdbc;
        this.credentials = credentials;
    }

    /**
     * A site's health.
     *
     * @param state suspended: it does not know us; failing: its circuit is not closed; troubled: its last visit failed; well:
     *     it did not; unknown: no visit has ended yet
     * @param nextStep what happens next, or what a person does
     * @param strategy how new posts are made there, as it was found at {@code strategyFoundAt}: stock, or companion_key; null
     *     where it was never asked
     * @param trial how it was found when it was last tried out; null where it never was
     */
    record HealthResource(
            String state,
            String nextStep,
            @Nullable OffsetDateTime lastSuccessAt,
            @Nullable OffsetDateTime lastFailureAt,
            @Nullable String lastFailureCode,
            @Nullable String lastFailureDetail,
            @Nullable OffsetDateTime suspendedSince,
            @Nullable String suspensionCode,
            String circuit,
            @Nullable String circuitCode,
            @Nullable OffsetDateTime circuitUntil,
            @Nullable String strategy,
            @Nullable OffsetDateTime strategyFoundAt,
            @Nullable Credential credential,
            @Nullable LastTrial trial) {}

    /**
     * How its credentials stand; null where publish-api does not tell.
     *
     * @param state ok: nothing is known against them; due: replace them, before they fail; refused: the site is suspended for them
     * @param since null where nothing is known against them, or not since when
     */
    record Credential(
            String state, @Nullable String code, @Nullable Instant since, Instant setAt) {

        static Credential of(CredentialStanding standing) {
            var code = standing.code();
            return new Credential(
                    standing.state().name().toLowerCase(Locale.ROOT),
                    code == null ? null : code.name(),
                    standing.since(),
                    standing.setAt());
        }
    }

    /** Empty where nothing was ever wanted at the site, and nobody has tried it out. */
    Optional<HealthResource> of(SiteId site) {
        var credential = credentials.of(site).map(Credential::of).orElse(null);
        return jdbc.sql(READ)
                .param("site", site.value())
                .query((row, _) -> {
                    var suspended = row.getObject("suspended_since", OffsetDateTime.class);
                    var circuit = row.getString("circuit");
                    var success = row.getObject("last_success", OffsetDateTime.class);
                    var failure = row.getObject("last_failure", OffsetDateTime.class);
                    var state = state(suspended, circuit, success, failure);
                    var trial = LastTrial.of(row);
                    return new HealthResource(
                            state,
                            nextStep(state, trial),
                            success,
                            failure,
                            row.getString("last_failure_code"),
                            row.getString("last_failure_detail"),
                            suspended,
                            row.getString("suspension_code"),
                            circuit,
                            row.getString("circuit_code"),
                            row.getObject("circuit_until", OffsetDateTime.class),
                            row.getString("strategy"),
                            row.getObject("strategy_found_at", OffsetDateTime.class),
                            credential,
                            trial);
                })
                .optional();
    }

    private static String state(
            @Nullable OffsetDateTime suspended,
            String circuit,
            @Nullable OffsetDateTime success,
            @Nullable OffsetDateTime failure) {
        if (suspended != null) {
            return "suspended";
        }
        if (!circuit.equals("closed")) {
            return "failing";
        }
        if (failure != null && (success == null || failure.isAfter(success))) {
            return "troubled";
        }
        return success == null ? "unknown" : "well";
    }

    private static String nextStep(String state, @Nullable LastTrial trial) {
        return switch (state) {
            case "suspended" -> "Its stories wait. Test it, set its credentials anew; a probe resumes it by itself.";
            case "failing" -> "Its stories wait. A probe tries it again by itself; test it to see why.";
            case "troubled" -> "The visit is repeated by itself where that helps; the code's page says what else does.";
            default ->
                trial == null || trial.usable()
                        ? "Nothing."
                        : "Its last trial failed: the code's page says what to do. It is tried again by itself.";
        };
    }
}
