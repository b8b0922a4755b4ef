package dev.colophon.local.config;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drawn once for a home and kept in a file of mode 600. Never printed.
 *
 * @param databasePassword of all roles of the private PostgreSQL
 * @param siteKeyset base64 of Tink's JSON keyset, which seals the sites' credentials
 * @param clientKey of the upstream service that {@code publish} plays; null until it is registered
 * @param operationsKey of the operations API of relay, publisher and projector; null in a home of an earlier version
 * @param kafkaPassword of all users of the private Kafka; null in a home of an earlier version
 */
public record Secrets(
        String databasePassword,
        String adminKey,
        String siteKeyset,
        @Nullable String clientKey,
        @Nullable String operationsKey,
        @Nullable String kafkaPassword) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int RANDOM_BYTES = 32;

    /** @throws Refusal when a local run was never started here */
    public static Secrets of(Home home) throws IOException {
        if (!Files.exists(home.secrets())) {
            throw new Refusal("nothing was ever started here; run infra/local/up first");
        }
        return JSON.readValue(Files.readString(home.secrets()), Secrets.class);
    }

    public static Secrets ofOrNew(Home home) throws IOException {
        if (!Files.exists(home.secrets())) {
            drawn(new SecureRandom()).store(home);
        }
        var known = of(home);
        if (known.operationsKey() == null || known.kafkaPassword() == null) {
            known.completed(new SecureRandom()).store(home);
        }
        return of(home);
    }

    private Secrets completed(SecureRandom random) {
        return new Secrets(
                databasePassword,
                adminKey,
                siteKeyset,
                clientKey,
                Objects.requireNonNullElseGet(operationsKey, () -> text(random)),
                Objects.requireNonNullElseGet(kafkaPassword, () -> text(random)));
    }

    public Secrets withClientKey(String key, Home home) throws IOException {
        var known = new Secrets(databasePassword, adminKey, siteKeyset, key, operationsKey, kafkaPassword);
        known.store(home);
        PrivateFile.write(home.clientKey(), key + "\n");
        return known;
    }

    private void store(Home home) throws IOException {
        PrivateFile.write(home.secrets(), JSON.writeValueAsString(this));
    }

    private static Secrets drawn(SecureRandom random) {
        return new Secrets(text(random), "clp_" + text(random), keyset(), null, text(random), text(random));
    }

    private static String text(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String keyset() {
        try {
            AeadConfig.register();
            var handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            var json = TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JDK cannot make an AES-GCM keyset", broken);
        }
    }

    @Override
    public String toString() {
        return "Secrets[not shown]";
    }
}
