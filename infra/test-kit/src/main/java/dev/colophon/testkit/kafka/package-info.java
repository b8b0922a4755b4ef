/** A real single-node Kafka broker for tests and the local run, and the topics it must hold. */
@NullMarked
package dev.colophon.testkit.kafka;

import org.jspecify.annotations.NullMarked;
