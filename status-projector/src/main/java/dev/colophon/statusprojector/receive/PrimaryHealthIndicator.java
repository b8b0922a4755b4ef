package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.database.DatabaseState;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up while the database answers, is the primary, begins at the isolation that the fold was checked for, and hides no rows. */
@Component
class PrimaryHealthIndicator extends AbstractHealthIndicator {

    private final DatabaseState database;

    PrimaryHealthIndicator(DatabaseState database) {
        super("the database does not answer");
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var context = database.context();
        health.up().withDetail("database", context.inRecovery() ? "standby" : "primary");
        context.refusal()
                .ifPresent(refusal ->
                        health.down().withDetail("code", refusal.name()).withDetail("cause", refusal.saying()));
    }
}
