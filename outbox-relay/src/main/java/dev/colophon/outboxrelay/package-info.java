/** Streams every outbox row to Kafka, at least once and in order per key. */
@NullMarked
package dev.colophon.outboxrelay;

import org.jspecify.annotations.NullMarked;
