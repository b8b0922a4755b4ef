package dev.colophon.publishapi.site;

import dev.colophon.publishapi.seal.Envelope;
import dev.colophon.publishapi.seal.Reseal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings sites' credentials under the keyset's primary key. How many are not yet, the publisher measures, who opens them
 * ({@code colophon_sites_credentials_due}).
 */
@Component
public class ResealCredentials {

    private static final Logger log = LoggerFactory.getLogger(ResealCredentials.class);

    private final Reseal reseal;

    ResealCredentials(SealedCredentials credentials, Envelope envelope) {
        this.reseal = new Reseal(credentials, envelope);
    }

    /** One round, at the start and every minute. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
    public void reseal() {
        var round = reseal.round();
        if (round.done() > 0) {
            log.info(
                    "The credentials of {} sites are sealed by the primary key of COLOPHON_SITE_KEYSET now.",
                    round.done());
        }
        if (round.unreadable() > 0) {
            log.warn(
                    "SITE_CREDENTIALS_UNREADABLE: the credentials of {} sites do not open, they stay as they are. Next: give"
                            + " COLOPHON_SITE_KEYSET the key back that sealed them, or store them again.",
                    round.unreadable());
        }
    }
}
