package dev.colophon.publishapi.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types of events that a webhook can ask for: those of publishing.events.v1. */
public enum EventType {
    ACCEPTED,
    SCHEDULED,
    CLAIMED,
    DEFERRED,
    UNCONFIRMED,
    PARKED,
    FAILED,
    PUBLISHED,
    UPDATED,
    UNPUBLISHED,
    REMOVED,
    CANCELLED,
    CORRECTED;

    /** Type of the event that tests a webhook: it is sent whatever the webhook asks for, and is on no topic. */
    public static final String TEST = "dev.colophon.webhook.test.v1";

    /** All of them. */
    public static List<String> all() {
        return Arrays.stream(values()).map(EventType::text).toList();
    }

    private String text() {
        return "dev.colophon.publication." + name().toLowerCase(Locale.ROOT) + ".v1";
    }
}
