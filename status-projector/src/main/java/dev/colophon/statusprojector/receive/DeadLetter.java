package dev.colophon.statusprojector.receive;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that no retry can help.
 *
 * @param error stable code
 */
record DeadLetter(
        ConsumerRecord<byte[], byte[]> record,
        String error,
        @Nullable String message) {}
