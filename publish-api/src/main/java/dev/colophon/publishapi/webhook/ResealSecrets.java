package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.seal.Envelope;
import dev.colophon.publishapi.seal.Reseal;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Brings webhooks' secrets under the keyset's primary key, and measures how many are not yet. */
@Component
public class ResealSecrets {

    private static final Logger log = LoggerFactory.getLogger(ResealSecrets.class);

    private final Reseal reseal;
    private final WebhookProperties properties;
    private final AtomicReference<Double> due = new AtomicReference<>(Double.NaN);

    ResealSecrets(SealedSecrets secrets, Envelope envelope, WebhookProperties properties, MeterRegistry meters) {
        this.reseal = new Reseal(secrets, envelope);
        this.properties = properties;
        meters.gauge("colophon.webhooks.secrets.due", due, AtomicReference::get);
    }

    /** At the start and every minute: a round, or a look alone while webhooks are paused. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
    void look() {
        if (properties.paused()) {
            measure();
        } else {
            reseal();
        }
    }

    /** One round. */
    public synchronized void reseal() {
        var round = reseal.round();
        if (round.done() > 0) {
            log.info("{} secrets of webhooks are sealed by the primary key of COLOPHON_SITE_KEYSET now.", round.done());
        }
        if (round.unreadable() > 0) {
            log.warn(
                    "WEBHOOK_SECRET_UNREADABLE: {} secrets of webhooks do not open, they stay as they are. Next: give"
                            + " COLOPHON_SITE_KEYSET the key back that sealed them; else their clients rotate them.",
                    round.unreadable());
        }
        measure();
    }

    private synchronized void measure() {
        due.set(reseal.due());
    }
}
