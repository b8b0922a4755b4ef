package dev.colophon.wordpresspublisher.site;

import static java.util.Objects.requireNonNull;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The circuits of all sites, in the database, so that all publishers agree on them. Opens no transaction. */
@Component
public class SiteCircuits {

    private static final String READ = """
            SELECT circuit, circuit_failures, circuit_last_failed, circuit_since, circuit_until, circuit_openings,
              circuit_probe, circuit_code, circuit_detail, circuit_status, clock_timestamp() AS now
            FROM site_state WHERE site_id = :site
            """;

    /** Weaker than FOR UPDATE on purpose: an inbox that adds entries of this site is not to wait. */
    private static final String LOCK = READ + " FOR NO KEY UPDATE";

    private static final String WRITE = """
            UPDATE site_state SET circuit = :circuit, circuit_failures = :failures, circuit_last_failed = :lastFailed,
              circuit_since = :since, circuit_until = :until, circuit_openings = :openings, circuit_probe = :probe,
              circuit_code = :code, circuit_detail = :detail, circuit_status = :status
            WHERE site_id = :site
            """;

    private static final String NOT_CLOSED = "SELECT count(*) FROM site_state WHERE circuit <> 'closed'";

    private final JdbcClient jdbc;
    private final CircuitPolicy policy;

    SiteCircuits(JdbcClient jdbc, CircuitProperties properties) {
        this.jdbc = jdbc;
        this.policy = properties.policy();
    }

    /** What a sign has made of a circuit. */
    public record Turn(Circuit before, Circuit after) {

        /** Whether nobody may speak to the site any more, for a while. */
        public boolean opened() {
            return after instanceof Circuit.Open && !before.equals(after);
        }

        /** Whether the site is spoken to again as ever. */
        public boolean closed() {
            return after instanceof Circuit.Closed && !(before instanceof Circuit.Closed);
        }
    }

    private record Row(Circuit circuit, Instant now) {}

    /** Takes note of a sign. In the ordinary case, a site that answers as it did before, no row is locked. */
    public Turn note(SiteId site, SiteSign sign, PublicationId of) {
        Row seen = read(READ, site);
        if (policy.after(seen.circuit(), sign, of, seen.now()).equals(seen.circuit())) {
            return new Turn(seen.circuit(), seen.circuit());
        }
        Row locked = read(LOCK, site);
        Circuit after = policy.after(locked.circuit(), sign, of, locked.now());
        write(site, after);
        return new Turn(locked.circuit(), after);
    }

    /** Sends the visit of this publication out as the one probe; its site's row is locked by the caller. */
    public void probe(SiteId site, PublicationId probe, Instant claimEnds) {
        write(site, policy.probed(read(READ, site).circuit(), probe, claimEnds));
    }

    /** How many sites are left alone or being probed. */
    public long notClosed() {
        return jdbc.sql(NOT_CLOSED).query(Long.class).single();
    }

    private Row read(String statement, SiteId site) {
        return jdbc.sql(statement)
                .param("site", site.value())
                .query((row, _) -> new Row(circuit(row), requireNonNull(instant(row, "now"))))
                .single();
    }

    private static Circuit circuit(ResultSet row) throws SQLException {
        int openings = row.getInt("circuit_openings");
        String circuit = row.getString("circuit");
        if (circuit.equals("closed")) {
            return new Circuit.Closed(row.getInt("circuit_failures"), publication(row, "circuit_last_failed"));
        }
        Instant since = requireNonNull(instant(row, "circuit_since"));
        Instant until = requireNonNull(instant(row, "circuit_until"));
        var reason = new Problem(
                row.getString("circuit_code"),
                row.getString("circuit_detail"),
                row.getObject("circuit_status", Integer.class));
        PublicationId probe = publication(row, "circuit_probe");
        return probe == null
                ? new Circuit.Open(since, until, openings, reason)
                : new Circuit.HalfOpen(since, until, openings, reason, probe);
    }

    private void write(SiteId site, Circuit circuit) {
        switch (circuit) {
            case Circuit.Closed(var failures, var lastFailed) ->
                write(site, "closed", failures, lastFailed, null, null, 0, null, null);
            case Circuit.Open(var since, var until, var openings, var reason) ->
                write(site, "open", 0, null, since, until, openings, null, reason);
            case Circuit.HalfOpen(var since, var until, var openings, var reason, var probe) ->
                write(site, "half_open", 0, null, since, until, openings, probe, reason);
        }
    }

    private void write(
            SiteId site,
            String circuit,
            int failures,
            @Nullable PublicationId lastFailed,
            @Nullable Instant since,
            @Nullable Instant until,
            int openings,
            @Nullable PublicationId probe,
            @Nullable Problem reason) {
        jdbc.sql(WRITE)
                .param("site", site.value())
                .param("circuit", circuit)
                .param("failures", failures)
                .param("lastFailed", lastFailed == null ? null : lastFailed.value(), Types.OTHER)
                .param("since", timestamp(since), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", timestamp(until), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("openings", openings)
                .param("probe", probe == null ? null : probe.value(), Types.OTHER)
                .param("code", reason == null ? null : reason.code(), Types.VARCHAR)
                .param("detail", reason == null ? null : reason.detail(), Types.VARCHAR)
                .param("status", reason == null ? null : reason.httpStatus(), Types.INTEGER)
                .update();
    }

    private static @Nullable PublicationId publication(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new PublicationId(id);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
