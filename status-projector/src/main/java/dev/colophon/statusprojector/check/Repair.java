package dev.colophon.statusprojector.check;

import java.util.Arrays;

/**
 * How a finding is mended: never by writing a status, always by asking the service that owns the evidence to look again. Each
 * is a dry run first.
 */
enum Repair {
    /** The publisher looks at the site, and the protocol records and tells what it sees. */
    RECONCILE_SITE("reconcile-site"),
    /** The status is folded anew from its valid events. */
    REBUILD_PUBLICATIONS("rebuild-publications"),
    /** The relay sends again, under the same ids, what was not observed in Kafka. */
    RESEND_OUTBOX("resend-outbox"),
    /** A person has to find out first. */
    NONE("none");

    private final String word;

    Repair(String word) {
        this.word = word;
    }

    /** @throws IllegalArgumentException for a word that names no repair */
    static Repair of(String word) {
        return Arrays.stream(values())
                .filter(repair -> repair.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such repair: " + word));
    }

    String word() {
        return word;
    }
}
