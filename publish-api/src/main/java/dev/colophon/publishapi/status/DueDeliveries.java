package dev.colophon.publishapi.status;

/** What waits to be told to clients' webhooks, for whoever shows what waits. Asking it never waits itself. */
public interface DueDeliveries {

    /** As it was at the last look, at most a minute ago. */
    Due due();

    /** Deliveries that are due at active webhooks, and for how long the oldest has been. */
    record Due(long deliveries, double oldestSeconds) {}
}
