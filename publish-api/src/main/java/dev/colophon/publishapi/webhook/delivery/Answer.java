package dev.colophon.publishapi.webhook.delivery;

import java.time.Duration;

/**
 * What came back. Of the body nothing is kept: it is of no use here, and must not become a way to read what stands at an address.
 *
 * @param retryAfter zero if nothing was asked for
 */
record Answer(int status, Duration retryAfter) {}
