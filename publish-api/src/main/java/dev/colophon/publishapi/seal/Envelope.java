package dev.colophon.publishapi.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals each secret with a data key of its own, that by the keyset of the environment, and binds it to whom it belongs: moved
 * elsewhere it opens nothing. Sealed is always with the primary key, opened with any that the keyset has.
 */
public final class Envelope {

    /** Tink begins what a key has sealed with this byte and the key's id, if the key is of that kind. */
    private static final byte KEY_IS_NAMED = 1;

    private final Aead aead;
    private final Optional<Integer> primary;

    private Envelope(Aead aead, Optional<Integer> primary) {
        this.aead = aead;
        this.primary = primary;
    }

    /** {@code keyset}: base64 of Tink's JSON keyset. Throws IllegalStateException, which does not quote it, if it cannot be used. */
    public static Envelope of(String keyset) {
        try {
            AeadConfig.register();
            var handle = TinkJsonProtoKeysetFormat.parseKeyset(
                    new String(Base64.getDecoder().decode(keyset.strip()), StandardCharsets.UTF_8),
                    InsecureSecretKeyAccess.get());
            return new Envelope(
                    KmsEnvelopeAead.create(
                            PredefinedAeadParameters.AES256_GCM,
                            handle.getPrimitive(RegistryConfiguration.get(), Aead.class)),
                    Optional.ofNullable(handle.getPrimary().getKey().getIdRequirementOrNull()));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // The cause may quote the keyset: it is left out.
            throw new IllegalStateException(
                    "COLOPHON_SITE_KEYSET is not the base64 of a Tink JSON keyset with an AES256_GCM key; see docs/contracts");
        }
    }

    /** Seals with the primary key; {@code owner} is who alone it opens for. */
    public byte[] seal(byte[] plain, String owner) {
        try {
            return aead.encrypt(plain, owner.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a secret could not be sealed", failure);
        }
    }

    /** @throws GeneralSecurityException if it was sealed for another owner, or with a key that is not known any more */
    public byte[] open(byte[] sealed, String owner) throws GeneralSecurityException {
        return aead.decrypt(sealed, owner.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What stands in whatever the primary key has sealed, from its fifth byte on (before it, the length of the data key). Empty if
     * that key leaves no name: then nobody can tell what it has sealed.
     */
    public Optional<byte[]> primaryMark() {
        return primary.map(id -> ByteBuffer.allocate(1 + Integer.BYTES)
                .put(KEY_IS_NAMED)
                .putInt(id)
                .array());
    }
}
