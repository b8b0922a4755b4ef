package dev.colophon.statusprojector.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key of the operations API.
 *
 * @param key COLOPHON_OPERATIONS_KEY; without one the API is not there
 */
@ConfigurationProperties("colophon.operations")
record OperationsKey(@DefaultValue("") String key) {

    private static final int CHARS_MIN = 32;

    OperationsKey {
        if (!key.isEmpty() && key.length() < CHARS_MIN) {
            throw new IllegalArgumentException(
                    "COLOPHON_OPERATIONS_KEY has fewer than " + CHARS_MIN + " characters: draw a longer one at random");
        }
    }

    boolean isSet() {
        return !key.isEmpty();
    }

    /** Takes as long whatever is presented: digests are compared, in constant time. */
    boolean is(String presented) {
        return isSet() && MessageDigest.isEqual(digest(key), digest(presented));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "OperationsKey[" + (isSet() ? "set" : "not set") + "]";
    }
}
