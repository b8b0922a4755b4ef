package dev.colophon.publishapi.site;

import java.util.Locale;

/** Whether a site takes publications. */
public enum SiteState {
    ACTIVE,
    SUSPENDED;

    static SiteState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Its name in answers and tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
