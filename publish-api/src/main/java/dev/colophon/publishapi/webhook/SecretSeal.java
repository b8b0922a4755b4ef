package dev.colophon.publishapi.webhook;

import com.google.crypto.tink.Aead;
import dev.colophon.publishapi.site.CredentialsSeal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Seals the secrets of webhooks like the credentials of sites, each bound to its webhook: one moved elsewhere opens nothing. */
@Component
class SecretSeal {

    private final Aead envelope;

    SecretSeal(@Value("${colophon.sites.keyset}") String keyset) {
        this.envelope = CredentialsSeal.envelope(keyset);
    }

    byte[] seal(WebhookId webhook, SigningSecret secret) {
        try {
            return envelope.encrypt(secret.bytes(), boundTo(webhook));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the secret of a webhook could not be sealed", failure);
        }
    }

    /** Throws GeneralSecurityException where it was sealed for another webhook or with another keyset. */
    SigningSecret open(WebhookId webhook, byte[] sealed) throws GeneralSecurityException {
        return new SigningSecret(envelope.decrypt(sealed, boundTo(webhook)));
    }

    private static byte[] boundTo(WebhookId webhook) {
        return ("dev.colophon/webhook/" + webhook).getBytes(StandardCharsets.UTF_8);
    }
}
