package dev.colophon.wordpresspublisher.health;

import dev.colophon.wordpresspublisher.database.DatabaseState;
import dev.colophon.wordpresspublisher.database.UnfitDatabase;
import dev.colophon.wordpresspublisher.publish.PublishLoop;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Can a due entry be taken now: the database is fit to work on, and the loop has looked for work lately. */
@Component("ledgerHealthIndicator")
class LedgerHealth implements HealthIndicator {

    private final DatabaseState database;
    private final PublishLoop loop;

    LedgerHealth(DatabaseState database, PublishLoop loop) {
        this.database = database;
        this.loop = loop;
    }

    @Override
    public Health health() {
        try {
            database.requireFit();
        } catch (UnfitDatabase unfit) {
            return Health.down()
                    .withDetail("code", unfit.refusal().name())
                    .withDetail("cause", String.valueOf(unfit.getMessage()))
                    .build();
        } catch (DataAccessException unavailable) {
            return Health.down().withDetail("code", "DATABASE_UNAVAILABLE").build();
        }
        if (loop.isPaused()) {
            return Health.down().withDetail("code", "PUBLISH_PAUSED").build();
        }
        Duration since = loop.sinceLastLook();
        boolean alive = loop.isRunning() && since.compareTo(loop.longestPause().multipliedBy(2)) < 0;
        return (alive ? Health.up() : Health.down().withDetail("code", "LOOP_STANDS_STILL"))
                .withDetail("lastLookSecondsAgo", Math.min(since.toSeconds(), 86_400))
                .build();
    }
}
