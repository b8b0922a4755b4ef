package dev.colophon.local.config;

import java.util.Locale;

/** Whatever of a local run listens on a port, in the order of the default block of ports. */
public enum Listener {
    API,
    API_MANAGEMENT,
    RELAY,
    PUBLISHER,
    PROJECTOR,
    WORDPRESS,
    KAFKA,
    POSTGRES,
    PUBLISHER_OPERATIONS,
    PROJECTOR_OPERATIONS,
    RELAY_OPERATIONS,
    KAFKA_USERS;

    /** As in {@code --port api-management=18081}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
