/** Outbox row to Kafka record: sent in order, acknowledged before it is marked, parked if it can never be sent. */
@NullMarked
package dev.colophon.outboxrelay.relay;

import org.jspecify.annotations.NullMarked;
