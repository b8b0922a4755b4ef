package dev.colophon.publishapi.webhook;

import java.util.Optional;
import java.util.UUID;

/** Identifies a webhook. */
record WebhookId(UUID value) {

    private static final int UUID_LENGTH = 36;

    static Optional<WebhookId> parse(String text) {
        return uuid(text).map(WebhookId::new);
    }

    /** Reads an id of anything; empty if the text is none. */
    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == UUID_LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
