package dev.colophon.publishapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Keysets as an operator rotates them. */
public final class Keysets {

    private Keysets() {}

    /** The keyset with a new primary key; what its older keys sealed still opens. */
    public static String rotated(String keyset) throws GeneralSecurityException {
        AeadConfig.register();
        var fresh = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()
                .makePrimary();
        return encoded(KeysetHandle.newBuilder(decoded(keyset)).addEntry(fresh).build());
    }

    /** The keyset without its older keys. */
    public static String withoutOlder(String keyset) throws GeneralSecurityException {
        AeadConfig.register();
        var primary = decoded(keyset).getPrimary();
        return encoded(KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(primary.getKey())
                        .withFixedId(primary.getId())
                        .makePrimary())
                .build());
    }

    private static KeysetHandle decoded(String base64) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                new String(Base64.getDecoder().decode(base64), UTF_8), InsecureSecretKeyAccess.get());
    }

    private static String encoded(KeysetHandle keyset) throws GeneralSecurityException {
        var json = TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }
}
