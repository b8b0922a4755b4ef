package dev.colophon.systemtest.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.colophon.testkit.wordpress.Account;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A site in publish-api's table, its credentials sealed as publish-api seals them. */
record SealedSite(UUID id, String keyset) {

    static SealedSite register(JdbcClient sql, URI url, Account editor) {
        try {
            AeadConfig.register();
            KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            UUID id = UUID.randomUUID();
            byte[] sealed = seal(handle, id, editor);
            sql.sql("""
                    INSERT INTO publish_api.site (id, key, platform, base_url, state, credentials_sealed, credentials_set_at,
                      max_concurrency, created_at, updated_at)
                    VALUES (:id, :key, 'wordpress', :url, 'active', :sealed, now(), 4, now(), now())
                    """)
                    .param("id", id)
                    .param("key", "s" + id.toString().substring(0, 8))
                    .param("url", url.toString())
                    .param("sealed", sealed)
                    .update();
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
            return new SealedSite(id, Base64.getEncoder().encodeToString(json.getBytes(UTF_8)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JDK cannot seal", broken);
        }
    }

    private static byte[] seal(KeysetHandle handle, UUID id, Account editor) throws GeneralSecurityException {
        String plain = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "kind",
                        "application_password",
                        "username",
                        editor.login(),
                        "password",
                        editor.applicationPassword()));
        return KmsEnvelopeAead.create(
                        PredefinedAeadParameters.AES256_GCM,
                        handle.getPrimitive(RegistryConfiguration.get(), Aead.class))
                .encrypt(plain.getBytes(UTF_8), ("dev.colophon/site/" + id).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "SealedSite[" + id + "]";
    }
}
