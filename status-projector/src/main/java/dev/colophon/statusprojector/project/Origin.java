package dev.colophon.statusprojector.project;

/** Where in Kafka an event was first read. */
public record Origin(String topic, int partition, long offset) {}
