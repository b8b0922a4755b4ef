package dev.colophon.wordpresspublisher.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an update does with what an editor changed at the site: write over it, leave it, or wait for a person. */
public enum EditPolicy {
    OVERWRITE,
    KEEP_EDITORS,
    PARK;

    /** The word of the site's registration; none is OVERWRITE, as it was before there were policies. */
    public static EditPolicy of(@Nullable String word) {
        return word == null ? OVERWRITE : valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
