package dev.colophon.publishapi.webhook;

import java.util.Optional;
import java.util.UUID;

/** Identifies a webhook. */
public record WebhookId(UUID value) {

    private static final int UUID_LENGTH = 36;

    /** Reads an id; empty if the text is none. */
    static Optional<WebhookId> parse(String text) {
        try {
            return text.length() == UUID_LENGTH ? Optional.of(new WebhookId(UUID.fromString(text))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
