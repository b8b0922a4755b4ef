package dev.colophon.publishapi.client;

import dev.colophon.publishapi.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret that proves who calls: {@code clp_} and 256 random bits, base64url. Only its SHA-256 is ever stored; it is long
 * and random, so that neither salt nor slow hashing would add anything.
 */
public final class ApiKey {

    private static final int RANDOM_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("clp_[A-Za-z0-9_-]{32,128}");

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    static ApiKey generate(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ApiKey("clp_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads a key; empty if the text has not the form of one. */
    public static Optional<ApiKey> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    Sha256 sha256() {
        return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The secret itself, for the one answer that shows it. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "clp_***";
    }
}
