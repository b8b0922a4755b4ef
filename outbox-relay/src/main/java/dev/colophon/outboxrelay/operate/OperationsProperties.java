package dev.colophon.outboxrelay.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The operators' key, from the environment alone. Without one the operations do not exist.
 *
 * @param key never printed
 */
@ConfigurationProperties("colophon.operations")
record OperationsProperties(@Nullable String key) {

    private static final int KEY_CHARS_MIN = 32;

    OperationsProperties {
        if (key != null && key.isBlank()) {
            key = null;
        }
        if (key != null && key.length() < KEY_CHARS_MIN) {
            throw new IllegalArgumentException("COLOPHON_OPERATIONS_KEY has fewer than 32 characters");
        }
    }

    boolean isSet() {
        return key != null;
    }

    /** Compares digests, in a time that tells nothing. */
    boolean isKey(Optional<String> given) {
        return key != null && MessageDigest.isEqual(sha256(key), sha256(given.orElse("")));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "OperationsProperties[set=%s]".formatted(isSet());
    }
}
