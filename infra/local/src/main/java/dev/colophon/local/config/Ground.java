package dev.colophon.local.config;

/** Whose PostgreSQL and Kafka a local run stands on. */
public enum Ground {
    /** Its own, started and stopped with it. */
    OWN,
    /** Somebody else's (containers, say), which already listen on the chosen ports of the loopback address. */
    GIVEN
}
