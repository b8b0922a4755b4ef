package dev.colophon.publishapi.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a client's HTML at the door. */
public enum HtmlPolicy {
    /** It is taken as it is: the client is one of our own, and answers for what it sends. */
    TRUSTED,
    /** Whatever is not on the list of what may be there is taken out. */
    SANITISED;

    static Optional<HtmlPolicy> of(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.text().equals(text))
                .findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
