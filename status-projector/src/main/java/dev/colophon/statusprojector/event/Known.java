package dev.colophon.statusprojector.event;

import dev.colophon.statusprojector.publication.Projection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers know of a publication once they were told of a projection: two fingerprints, kept beside the numbers of the
 * messages. Of two equal ones the second need not be told, whatever has happened to the rows in between.
 *
 * @param state of what a public event tells
 * @param rest of what a status message tells beside
 */
public record Known(String state, String rest) {

    /** Nothing was told. */
    public static final Known NOTHING = new Known("", "");

    private static final String VERSION = "1";
    private static final int HASH_BYTES = 16;

    /** What is known once this projection was told. */
    public static Known of(Projection projection) {
        var state = projection.state();
        var external = state.external();
        var reason = state.reason();
        var about = projection.about();
        return new Known(
                hash(
                        state.status().word(),
                        state.updateStatus() == null
                                ? null
                                : state.updateStatus().word(),
                        state.newest().generation(),
                        state.newest().revision(),
                        state.publishedRevision(),
                        external == null ? null : external.id().value(),
                        external == null ? null : external.url(),
                        reason == null ? null : reason.code(),
                        reason == null ? null : reason.detail(),
                        state.attempts(),
                        state.nextAttemptAt()),
                hash(about.siteId(), about.storyKey(), about.placement(), about.correlationId(), projection.since()));
    }

    /** As it is stored. */
    public static Known parse(String text) {
        var parts = text.split(":", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("not what subscribers know: " + text);
        }
        return new Known(parts[1], parts[2]);
    }

    /** Values with their lengths, so that no two lists of values read alike. */
    private static String hash(@Nullable Object... values) {
        var text = new StringBuilder();
        for (var value : values) {
            var word = Objects.toString(value, "");
            text.append(value == null ? "-" : word.length()).append(':').append(word);
        }
        var digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** As it is stored, with the version of what goes into it. */
    @Override
    public String toString() {
        return VERSION + ":" + state + ":" + rest;
    }
}
