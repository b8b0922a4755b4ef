package dev.colophon.statusprojector.divergence;

import java.util.Arrays;
import java.util.Locale;

/** What is compared with what. */
enum Comparison {
    /** The projection with the fold of its valid events. */
    FOLD,
    /** The projection with the publisher's ledger. */
    LEDGER,
    /** The ledger with WordPress, as the publisher's reconciliations found it. */
    SITE;

    /** @throws IllegalArgumentException for a word that names none */
    static Comparison of(String word) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such comparison: " + word));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
