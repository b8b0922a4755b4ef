package dev.colophon.statusprojector.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where in Kafka an event was first read.
 *
 * @param at the record's own time: when the relay sent it, or the broker took it, as the topic is set; null if it has none
 */
public record Origin(
        String topic, int partition, long offset, @Nullable Instant at) {}
