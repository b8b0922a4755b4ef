package dev.colophon.statusprojector.publication;

import java.util.UUID;

/** Names a publication: one story on one site in one placement. Ordered, so that many are always locked in one order. */
public record PublicationId(UUID value) implements Comparable<PublicationId> {

    @Override
    public int compareTo(PublicationId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
