package dev.colophon.publishapi.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a webhook is told anything. */
public enum WebhookState {
    /** Each event of its client's publications is delivered to it. */
    ACTIVE,
    /** Nothing is; what happens meanwhile is not kept for it. */
    DISABLED;

    static Optional<WebhookState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
