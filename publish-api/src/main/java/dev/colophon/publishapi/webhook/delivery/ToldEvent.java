package dev.colophon.publishapi.webhook.delivery;

import java.util.UUID;

/**
 * An event of a publication, as webhooks are told it.
 *
 * @param id of the event: what is delivered bears it, at each attempt
 * @param body the CloudEvent in structured mode, signed and sent as it is
 */
public record ToldEvent(UUID id, String type, UUID publication, String body) {}
