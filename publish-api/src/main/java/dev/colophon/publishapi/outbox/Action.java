package dev.colophon.publishapi.outbox;

import java.util.Arrays;
import java.util.Locale;

/** What a job asks for. Each is a revision of its own and carries a whole variant. */
public enum Action {
    /** That the variant be at the site, as its visibility says. */
    PUBLISH,
    /** That the post be no longer public, whatever the variant's visibility. */
    UNPUBLISH,
    /** That nothing be done, if nothing at the site was claimed for it yet. */
    CANCEL,
    /** What PUBLISH asks for, once more: after an end without effect, or after the post was removed at the site. */
    RETRY;

    /** The action of this name. */
    public static Action of(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such action: " + text));
    }

    /** Its name in addresses, messages and tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
