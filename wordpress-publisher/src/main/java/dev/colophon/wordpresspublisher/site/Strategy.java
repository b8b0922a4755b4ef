package dev.colophon.wordpresspublisher.site;

import java.util.Locale;

/** How a new post comes to be at a site. */
public enum Strategy {
    /** A private draft whose id is put down once, published by that id. */
    STOCK,
    /** One request under the companion plugin's key. */
    COMPANION_KEY;

    /** As it is stored and told. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
