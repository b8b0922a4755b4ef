package dev.colophon.wordpresspublisher.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The key of the operations API.
 *
 * @param key COLOPHON_OPERATIONS_KEY; without one the API is closed
 */
@Validated
@ConfigurationProperties("colophon.operations")
record OperationsProperties(@DefaultValue("") String key) {

    private static final int SHORTEST_KEY = 32;

    OperationsProperties {
        if (!key.isEmpty() && key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "COLOPHON_OPERATIONS_KEY must have at least " + SHORTEST_KEY + " characters, drawn at random");
        }
    }

    boolean isOpen() {
        return !key.isEmpty();
    }

    /** In the same time whatever is presented: hashes are compared, not keys. */
    boolean opens(String presented) {
        return isOpen() && MessageDigest.isEqual(sha256(key), sha256(presented));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "OperationsProperties[" + (isOpen() ? "with a key" : "closed") + "]";
    }
}
