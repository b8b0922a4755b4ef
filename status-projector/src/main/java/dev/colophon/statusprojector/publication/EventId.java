package dev.colophon.statusprojector.publication;

import java.util.UUID;

/** The id of the message that an event came in: the same on every delivery, so a repetition is recognised by it. */
public record EventId(UUID value) implements Comparable<EventId> {

    @Override
    public int compareTo(EventId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
