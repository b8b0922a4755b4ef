package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.seal.Envelope;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings webhooks' secrets under the keyset's primary key, so that a former key can be taken out and no secret is lost with it.
 * Each by a statement of its own that changes only what was opened: nobody waits for a round, and no rotation is undone by one.
 */
@Component
public class ResealSecrets {

    private static final Logger log = LoggerFactory.getLogger(ResealSecrets.class);
    private static final int BATCH = 100;
    private static final int MAX_BATCHES = 100;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final SealedSecrets secrets;
    private final SecretSeal seal;
    private final Envelope envelope;
    private final WebhookProperties properties;

    /** Not 0 where nobody knows: who waits for 0 to take a key away must not take it for the answer. */
    private final AtomicReference<Double> due = new AtomicReference<>(Double.NaN);

    /** Where the next round begins: what cannot be opened in one does not keep the rest from its turn. */
    private UUID after = BEFORE_ALL;

    ResealSecrets(
            SealedSecrets secrets,
            SecretSeal seal,
            Envelope envelope,
            WebhookProperties properties,
            MeterRegistry meters) {
        this.secrets = secrets;
        this.seal = seal;
        this.envelope = envelope;
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

    /** One round, of so many batches at most. */
    public synchronized void reseal() {
        envelope.primaryMark().ifPresent(this::round);
        measure();
    }

    private void round(byte[] mark) {
        var done = 0;
        var unreadable = 0;
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            var found = secrets.ofOtherKeys(mark, after, BATCH);
            for (var secret : found) {
                try {
                    var anew = seal.seal(secret.webhook(), seal.open(secret.webhook(), secret.bytes()));
                    done += secrets.reseal(secret, anew) ? 1 : 0;
                } catch (GeneralSecurityException | IllegalArgumentException _) {
                    unreadable++;
                }
            }
            after = found.size() < BATCH
                    ? BEFORE_ALL
                    : found.getLast().webhook().value();
            if (after.equals(BEFORE_ALL)) {
                break;
            }
        }
        if (done > 0) {
            log.info("{} secrets of webhooks are sealed by the primary key of COLOPHON_SITE_KEYSET now.", done);
        }
        if (unreadable > 0) {
            log.warn(
                    "WEBHOOK_SECRET_UNREADABLE: {} secrets of webhooks do not open, they stay as they are. Next: give"
                            + " COLOPHON_SITE_KEYSET the key back that sealed them; else their clients rotate them.",
                    unreadable);
        }
    }

    private synchronized void measure() {
        due.set(envelope.primaryMark().map(mark -> (double) secrets.count(mark)).orElse(Double.NaN));
    }
}
