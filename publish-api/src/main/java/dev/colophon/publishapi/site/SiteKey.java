package dev.colophon.publishapi.site;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name by which clients speak of a site: up to 63 of [a-z0-9-], beginning with a letter or digit. */
public record SiteKey(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public SiteKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a site key: " + value);
        }
    }

    /** Reads a key; empty if it has not the form of one. */
    public static Optional<SiteKey> of(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new SiteKey(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
