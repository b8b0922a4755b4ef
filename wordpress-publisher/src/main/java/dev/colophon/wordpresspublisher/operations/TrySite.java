package dev.colophon.wordpresspublisher.operations;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteAccess;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import dev.colophon.wordpresspublisher.wordpress.SiteCheck;
import dev.colophon.wordpresspublisher.wordpress.WordPresses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Tries a site out with the credentials on record, suspended or not, before stories do. A few at a time, each until a deadline:
 * who answers slowly holds up nobody. Neither the site's suspension nor its circuit is touched.
 */
@Component
class TrySite {

    private static final int AT_A_TIME = 4;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final SiteAccess sites;
    private final WordPresses wordpresses;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    TrySite(SiteAccess sites, WordPresses wordpresses) {
        this.sites = sites;
        this.wordpresses = wordpresses;
    }

    /** Everything that was looked at; refused where no such site is registered, or too many are being tried. */
    List<SiteCheck> at(SiteId site) {
        if (!places.tryAcquire()) {
            throw new OperationsProblem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "SITE_TRIALS_BUSY",
                    "As many sites as may be tried out at a time are being tried. Try again later.");
        }
        try {
            return sites.whateverItsState(site)
                    .map(found -> wordpresses
                            .trial(found, Deadline.after(LONGEST, System::nanoTime))
                            .run())
                    .orElseThrow(() -> new OperationsProblem(
                            HttpStatus.NOT_FOUND, "SITE_NOT_FOUND", "No site of this id is registered."));
        } catch (WordPressFailed unopened) {
            return List.of(SiteCheck.failed(
                    "sealed_credentials",
                    unopened.failure().problem(),
                    "Give publisher and publish-api the same COLOPHON_SITE_KEYSET, or set the credentials anew."));
        } finally {
            places.release();
        }
    }
}
