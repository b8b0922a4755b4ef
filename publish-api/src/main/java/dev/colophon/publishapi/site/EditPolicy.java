package dev.colophon.publishapi.site;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an update does with what an editor changed at the site: write over it, leave it, or wait for a person. */
public enum EditPolicy {
    OVERWRITE,
    KEEP_EDITORS,
    PARK;

    /** Read by its word; none is OVERWRITE. Empty if there is no such policy. */
    static Optional<EditPolicy> of(@Nullable String word) {
        return word == null
                ? Optional.of(OVERWRITE)
                : Arrays.stream(values())
                        .filter(policy -> policy.text().equals(word))
                        .findFirst();
    }

    /** As the database has it, whose constraint knows no other words. */
    static EditPolicy stored(String word) {
        return of(word).orElseThrow(() -> new IllegalArgumentException("no edit policy: " + word));
    }

    /** The word for it, in the database and on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words() {
        return Arrays.stream(values()).map(EditPolicy::text).collect(joining(", "));
    }
}
