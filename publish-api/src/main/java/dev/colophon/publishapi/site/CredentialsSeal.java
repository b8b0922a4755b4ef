package dev.colophon.publishapi.site;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals credentials for one site: a data key of its own, sealed by the keyset of the environment, bound to the site's id,
 * so that a ciphertext moved to another site's row opens nothing. Nothing here opens one: only the publisher can.
 */
@Component
public class CredentialsSeal {

    private final Aead envelope;
    private final JsonMapper json;

    CredentialsSeal(SiteProperties properties, JsonMapper json) {
        this.envelope = envelope(properties.keyset());
        this.json = json;
    }

    byte[] seal(SiteId site, Credentials credentials) {
        try {
            return envelope.encrypt(json.writeValueAsBytes(credentials), boundTo(site));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the credentials of a site could not be sealed", failure);
        }
    }

    static byte[] boundTo(SiteId site) {
        return ("dev.colophon/site/" + site).getBytes(StandardCharsets.UTF_8);
    }

    /** What seals with a data key of its own for each secret. Throws IllegalStateException if the keyset cannot be used. */
    public static Aead envelope(String keyset) {
        try {
            AeadConfig.register();
            var handle = TinkJsonProtoKeysetFormat.parseKeyset(
                    new String(Base64.getDecoder().decode(keyset.strip()), StandardCharsets.UTF_8),
                    InsecureSecretKeyAccess.get());
            return KmsEnvelopeAead.create(
                    PredefinedAeadParameters.AES256_GCM, handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // The cause may quote the keyset: it is left out.
            throw new IllegalStateException(
                    "COLOPHON_SITE_KEYSET is not the base64 of a Tink JSON keyset with an AES256_GCM key; see docs/contracts");
        }
    }
}
