package dev.colophon.statusprojector.receive;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up while the database answers and is the primary: a standby takes no events. */
@Component
class PrimaryHealthIndicator extends AbstractHealthIndicator {

    private static final String IN_RECOVERY = "SELECT pg_is_in_recovery()";

    private final JdbcClient jdbc;

    PrimaryHealthIndicator(JdbcClient jdbc) {
        super("the database does not answer");
        this.jdbc = jdbc;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var standby = jdbc.sql(IN_RECOVERY).query(Boolean.class).single();
        if (standby) {
            health.down().withDetail("database", "standby");
        } else {
            health.up().withDetail("database", "primary");
        }
    }
}
