/** A rival: an outbox relay that polls its table, as many services do. */
@NullMarked
package dev.colophon.benchmark.poller;

import org.jspecify.annotations.NullMarked;
