/** Finds outbox rows that are not in Kafka and sends them again; lets go of rows that are, when they are old enough. */
@NullMarked
package dev.colophon.outboxrelay.reconcile;

import org.jspecify.annotations.NullMarked;
