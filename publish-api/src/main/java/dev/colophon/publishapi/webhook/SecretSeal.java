package dev.colophon.publishapi.webhook;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/**
 * Seals a webhook's secret with a data key of its own under the keyset of the environment, bound to the webhook's id: moved to
 * another row it opens nothing.
 */
@Component
public class SecretSeal {

    private final Aead envelope;

    SecretSeal(Aead envelope) {
        this.envelope = envelope;
    }

    byte[] seal(WebhookId webhook, WebhookSecret secret) {
        try {
            return envelope.encrypt(secret.bytes(), boundTo(webhook));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the secret of a webhook could not be sealed", failure);
        }
    }

    /** @throws GeneralSecurityException if it was sealed for another webhook, or with a key that is not known any more */
    public WebhookSecret open(WebhookId webhook, byte[] sealed) throws GeneralSecurityException {
        return new WebhookSecret(envelope.decrypt(sealed, boundTo(webhook)));
    }

    private static byte[] boundTo(WebhookId webhook) {
        return ("dev.colophon/webhook/" + webhook).getBytes(StandardCharsets.UTF_8);
    }
}
