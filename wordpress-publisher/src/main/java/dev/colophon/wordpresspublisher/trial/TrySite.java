package dev.colophon.wordpresspublisher.trial;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteAccess;
import dev.colophon.wordpresspublisher.trial.SiteTrials.Begun;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import dev.colophon.wordpresspublisher.wordpress.SiteCheck;
import dev.colophon.wordpresspublisher.wordpress.WordPresses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tries a site out with the credentials on record, suspended or not, before stories do, and puts down how it was found. Until a
 * deadline: who answers slowly holds up nobody. Neither the site's suspension nor its circuit is touched.
 */
@Component
public class TrySite {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** As long as nobody else begins by himself: a trial that was broken off is made up for after that. */
    private static final Duration LEASE = LONGEST.multipliedBy(4);

    private final SiteAccess sites;
    private final WordPresses wordpresses;
    private final SiteTrials trials;
    private final TrialProperties properties;

    TrySite(SiteAccess sites, WordPresses wordpresses, SiteTrials trials, TrialProperties properties) {
        this.sites = sites;
        this.wordpresses = wordpresses;
        this.trials = trials;
        this.properties = properties;
    }

    /** A site that was tried, and everything that was looked at. */
    record Tried(SiteId site, List<SiteCheck> checks) {}

    /** Everything that was looked at; empty where no such site is registered. */
    public Optional<List<SiteCheck>> at(SiteId site) {
        return trials.beginAt(site, LEASE).flatMap(this::tryOut).map(Tried::checks);
    }

    /** The same at the site that is due; empty if none is. */
    Optional<Tried> due() {
        return trials.beginDue(LEASE).flatMap(this::tryOut);
    }

    private Optional<Tried> tryOut(Begun trial) {
        return checks(trial.site()).map(checks -> {
            var failed = SiteCheck.failed(checks);
            trials.end(trial, failed, properties.nextAfter(failed.isEmpty()));
            return new Tried(trial.site(), checks);
        });
    }

    private Optional<List<SiteCheck>> checks(SiteId site) {
        try {
            return sites.whateverItsState(site)
                    .map(found -> wordpresses
                            .trial(found, Deadline.after(LONGEST, System::nanoTime))
                            .run());
        } catch (WordPressFailed unopened) {
            return Optional.of(List.of(SiteCheck.failed(
                    "sealed_credentials",
                    unopened.failure().problem(),
                    "Give publisher and publish-api the same COLOPHON_SITE_KEYSET, or set the credentials anew.")));
        }
    }
}
