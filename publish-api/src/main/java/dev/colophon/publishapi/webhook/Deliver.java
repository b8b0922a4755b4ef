package dev.colophon.publishapi.webhook;

import java.io.IOException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs a delivery and sends it once, by the Standard Webhooks. No transaction is open here. */
@Component
class Deliver {

    private static final Logger log = LoggerFactory.getLogger(Deliver.class);

    private final Receivers receivers;
    private final RecordDelivery recordDelivery;
    private final SecretSeal seal;
    private final InstantSource clock;

    Deliver(Receivers receivers, RecordDelivery recordDelivery, SecretSeal seal, InstantSource clock) {
        this.receivers = receivers;
        this.recordDelivery = recordDelivery;
        this.seal = seal;
        this.clock = clock;
    }

    void deliver(Deliveries.Claimed delivery) {
        try {
            var seconds = clock.instant().getEpochSecond();
            var headers = Map.of(
                    "webhook-id", delivery.id().toString(),
                    "webhook-timestamp", Long.toString(seconds),
                    "webhook-signature", signatures(delivery, seconds));
            recordDelivery.answered(delivery, receivers.post(delivery.url(), headers, delivery.payload()));
        } catch (IOException unanswered) {
            recordDelivery.unanswered(delivery, wording(unanswered));
        } catch (GeneralSecurityException unopened) {
            log.error(
                    "The secret of webhook {} cannot be opened with this keyset: it is told nothing.",
                    delivery.webhook());
            recordDelivery.unanswered(delivery, "Its secret cannot be opened: have a new one made.");
        }
    }

    /** With the secret that holds, and the one before it while that is still of use. */
    private String signatures(Deliveries.Claimed delivery, long seconds) throws GeneralSecurityException {
        var newest = seal.open(delivery.webhook(), delivery.secretSealed());
        var signature = newest.sign(delivery.id().toString(), seconds, delivery.payload());
        var previous = delivery.previousSecretSealed();
        return previous == null
                ? signature
                : signature + " "
                        + seal.open(delivery.webhook(), previous)
                                .sign(delivery.id().toString(), seconds, delivery.payload());
    }

    /** Says nothing of addresses: what a name stands for inside the house is nobody's business. */
    private static String wording(IOException unanswered) {
        return unanswered instanceof UnknownHostException
                ? "The receiver's name cannot be resolved, or stands for an address that is not for everyone."
                : "No answer (" + unanswered.getClass().getSimpleName() + ").";
    }
}
