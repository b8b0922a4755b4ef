package dev.colophon.outboxrelay.reconcile;

/** A key whose row of this sequence, the first of those missing, is not in Kafka. */
record Hole(String outbox, String topic, String key, long first) {}
