/** Reads every topic back and keeps which rows are in Kafka: the proof that an acknowledgement, an offset or a slot is not. */
@NullMarked
package dev.colophon.outboxrelay.observe;

import org.jspecify.annotations.NullMarked;
