package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.PublicationId;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a publication that exists: to unpublish, cancel or retry it.
 *
 * @param reason in the words of whoever asks, for the record
 */
public record Command(
        PublicationId publication, Action action, @Nullable String reason) {

    public Command {
        if (action == Action.PUBLISH) {
            throw new IllegalArgumentException("publishing brings content: it is no command");
        }
    }
}
