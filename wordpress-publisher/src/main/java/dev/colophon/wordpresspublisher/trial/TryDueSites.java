package dev.colophon.wordpresspublisher.trial;

import dev.colophon.wordpresspublisher.database.DatabaseState;
import dev.colophon.wordpresspublisher.publish.PauseProperties;
import dev.colophon.wordpresspublisher.wordpress.SiteCheck;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tries each active site out soon after it is registered, after its address or credentials have changed, and once a day. One at a
 * time, on a thread of its own: what a site does there holds up nothing. What is found is told, and stops no story.
 */
@Component
class TryDueSites {

    private static final Logger LOG = LoggerFactory.getLogger(TryDueSites.class);

    private final TrySite trySite;
    private final DatabaseState database;
    private final TrialProperties properties;
    private final PauseProperties pause;
    private final AtomicBoolean trying = new AtomicBoolean();

    TryDueSites(TrySite trySite, DatabaseState database, TrialProperties properties, PauseProperties pause) {
        this.trySite = trySite;
        this.database = database;
        this.properties = properties;
        this.pause = pause;
    }

    /** At a fixed rate, which is what has a thread of its own: those with a fixed delay share one with each other. */
    @Scheduled(fixedRateString = "${colophon.trial.look:5s}", initialDelayString = "${colophon.trial.look:5s}")
    void look() {
        if (properties.off() || pause.publishing() || !trying.compareAndSet(false, true)) {
            return;
        }
        try {
            database.requireFit();
            trySite.due().ifPresent(TryDueSites::tell);
        } catch (DataAccessException unavailable) {
            LOG.warn(
                    "sites due for a trial cannot be read or told of now, the next look will: {}",
                    unavailable.toString());
        } finally {
            trying.set(false);
        }
    }

    private static void tell(TrySite.Tried tried) {
        var failed = SiteCheck.failed(tried.checks());
        if (failed.isEmpty()) {
            LOG.debug("the site {} was tried out and can be used", tried.site());
        } else {
            LOG.warn(
                    "the site {} was tried out and cannot be used: {}. Its stories are tried all the same. See docs/operations/sites.md",
                    tried.site(),
                    failed.stream()
                            .map(check -> check.name() + " " + check.code())
                            .collect(Collectors.joining(", ")));
        }
    }
}
