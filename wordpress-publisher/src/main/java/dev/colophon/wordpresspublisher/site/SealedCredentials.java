package dev.colophon.wordpresspublisher.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens the credentials that publish-api sealed for a site; what was sealed for another site does not open. */
@Component
class SealedCredentials {

    /** Tink begins what a key has sealed with this byte and the key's id, if the key is of that kind. */
    private static final byte KEY_IS_NAMED = 1;

    private final Aead envelope;
    private final Optional<ByteBuffer> primary;
    private final JsonMapper json;

    /** {@code keyset}: base64 of Tink's JSON keyset. Throws IllegalStateException if it cannot be used. */
    SealedCredentials(@Value("${colophon.site-keyset}") String keyset, JsonMapper json) {
        this.json = json;
        try {
            AeadConfig.register();
            String text = new String(Base64.getDecoder().decode(keyset.strip()), UTF_8);
            KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
            Aead sealer = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
            this.primary = Optional.ofNullable(handle.getPrimary().getKey().getIdRequirementOrNull())
                    .map(id -> ByteBuffer.allocate(1 + Integer.BYTES)
                            .put(KEY_IS_NAMED)
                            .putInt(id)
                            .flip());
            this.envelope = KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, sealer);
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            // The cause is left out on purpose: its message may quote the keyset.
            throw new IllegalStateException("COLOPHON_SITE_KEYSET is not the base64 of a Tink JSON keyset ("
                    + unusable.getClass().getSimpleName() + ")");
        }
    }

    /** Whether another key than the primary one sealed what begins so; false where the primary one leaves no name. */
    boolean olderKey(byte[] sealedWith) {
        return primary.isPresent() && !primary.get().equals(ByteBuffer.wrap(sealedWith));
    }

    Credentials open(SiteId site, byte[] sealed) throws GeneralSecurityException {
        byte[] plain = envelope.decrypt(sealed, ("dev.colophon/site/" + site).getBytes(UTF_8));
        JsonNode node = json.readTree(plain);
        return switch (node.path("kind").asString("")) {
            case "application_password" ->
                new Credentials.ApplicationPassword(
                        node.path("username").asString(""),
                        node.path("password").asString(""));
            case "api_key" -> new Credentials.ApiKey(node.path("key").asString(""));
            default -> throw new GeneralSecurityException("credentials of a kind that is not known here");
        };
    }
}
