package dev.colophon.statusprojector.invalidate;

import java.util.UUID;

/**
 * What an operator decides after having seen what it changes.
 *
 * @param id of the decision, drawn by the caller: the same one again changes nothing
 * @param fingerprint of the impact that was seen
 */
public record Decision(UUID id, String reason, String author, String fingerprint) {

    public Decision {
        if (reason.isBlank() || author.isBlank()) {
            throw new IllegalArgumentException("a decision has a reason and an author");
        }
    }
}
