package dev.colophon.wordpresspublisher.reconcile;

import java.util.Locale;

/** Where a conclusion comes from: an authenticated look at the site, or only what our own receipts have told. */
enum Evidence {
    SITE,
    RECEIPTS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
