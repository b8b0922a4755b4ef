package dev.colophon.publishapi.site;

import java.util.Locale;

/** What a site can have a default for. */
public enum SiteDefault {
    AUTHOR,
    CATEGORIES,
    VISIBILITY;

    /** The default of this name. */
    public static SiteDefault of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Its name in requests and tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
