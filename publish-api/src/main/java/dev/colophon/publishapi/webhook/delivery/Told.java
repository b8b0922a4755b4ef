package dev.colophon.publishapi.webhook.delivery;

/**
 * What the delivery log knows of an event.
 *
 * @param webhooks of its client that it was made due for, whatever became of that
 * @param wanting webhooks of its client that are active and want events of its type
 * @param forgettable whether it is so old that the log may have forgotten what became of it
 */
public record Told(int webhooks, int wanting, boolean forgettable) {}
