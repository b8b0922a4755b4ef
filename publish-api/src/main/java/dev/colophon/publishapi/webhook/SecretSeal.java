package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.seal.Envelope;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/** Seals a webhook's secret, bound to the webhook's id: moved to another row it opens nothing. */
@Component
public class SecretSeal {

    private final Envelope envelope;

    SecretSeal(Envelope envelope) {
        this.envelope = envelope;
    }

    byte[] seal(WebhookId webhook, WebhookSecret secret) {
        return envelope.seal(secret.bytes(), owner(webhook));
    }

    /** @throws GeneralSecurityException if it was sealed for another webhook, or with a key that is not known any more */
    public WebhookSecret open(WebhookId webhook, byte[] sealed) throws GeneralSecurityException {
        return new WebhookSecret(envelope.open(sealed, owner(webhook)));
    }

    static String owner(WebhookId webhook) {
        return "dev.colophon/webhook/" + webhook;
    }
}
