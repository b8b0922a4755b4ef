package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.webhook.Destinations;
import dev.colophon.publishapi.webhook.SecretSeal;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One attempt: signed anew, sent once, judged. No transaction is open here. */
@Component
class SendDelivery {

    private static final Logger log = LoggerFactory.getLogger(SendDelivery.class);
    private static final int GONE = 410;

    private final HttpSender sender;
    private final SecretSeal seal;
    private final Destinations destinations;
    private final Backoff backoff;
    private final InstantSource clock;
    private final SecureRandom random;

    SendDelivery(
            HttpSender sender,
            SecretSeal seal,
            Destinations destinations,
            DeliveryProperties properties,
            InstantSource clock,
            SecureRandom random) {
        this.sender = sender;
        this.seal = seal;
        this.destinations = destinations;
        this.backoff = new Backoff(properties.firstRetry(), properties.longestRetry());
        this.clock = clock;
        this.random = random;
    }

    Verdict send(DueDelivery delivery) {
        var address = address(delivery);
        if (address.isEmpty()) {
            return failed(delivery, "WEBHOOK_ADDRESS_REFUSED", null, Duration.ZERO);
        }
        try {
            return judge(delivery, sender.post(address.get(), headers(delivery), delivery.body()));
        } catch (NoAnswer none) {
            return failed(delivery, none.code(), null, Duration.ZERO);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            log.error(
                    "WEBHOOK_SECRET_UNREADABLE: {} cannot be signed, it waits. Next: see whether COLOPHON_SITE_KEYSET lacks the key"
                            + " that sealed it; else its client rotates the secret",
                    delivery);
            return failed(delivery, "WEBHOOK_SECRET_UNREADABLE", null, Duration.ZERO);
        }
    }

    /** Where it may be sent; empty also where what is stored is no address, which the door would not have taken. */
    private Optional<URI> address(DueDelivery delivery) {
        try {
            return Optional.of(new URI(delivery.url()))
                    .filter(url -> destinations.objectionTo(url).isEmpty());
        } catch (URISyntaxException byHand) {
            return Optional.empty();
        }
    }

    private Map<String, String> headers(DueDelivery delivery) throws GeneralSecurityException {
        var now = clock.instant();
        var signatures = signature(delivery, delivery.secret(), now);
        var former = delivery.formerSecret();
        if (former != null && former.signsAt(now)) {
            signatures += " " + signature(delivery, former, now);
        }
        return Map.of(
                "webhook-id", delivery.event().toString(),
                "webhook-timestamp", Long.toString(now.getEpochSecond()),
                "webhook-signature", signatures);
    }

    private String signature(DueDelivery delivery, SealedSecret secret, Instant now) throws GeneralSecurityException {
        return seal.open(delivery.webhook(), secret.bytes())
                .sign(delivery.event().toString(), now, delivery.body());
    }

    private Verdict judge(DueDelivery delivery, Answer answer) {
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return new Verdict.Delivered(status);
        }
        if (status == GONE) {
            return new Verdict.Gone(status);
        }
        var redirected = status >= 300 && status < 400;
        return failed(
                delivery, redirected ? "WEBHOOK_REDIRECTED" : "WEBHOOK_ANSWERED_ERROR", status, answer.retryAfter());
    }

    private Verdict failed(DueDelivery delivery, String code, @Nullable Integer status, Duration asked) {
        return new Verdict.Failed(code, status, backoff.after(delivery.attempts(), asked, random));
    }
}
