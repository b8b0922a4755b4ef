package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.message.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** What is told of one publication, message by message. Ids follow from the publication and the place in the story. */
public final class Stories {

    private final UUID publication;
    private final List<LogEntry> entries = new ArrayList<>();
    private long sequence;
    private long revision;

    private Stories(UUID publication) {
        this.publication = publication;
    }

    public static Stories of(UUID publication) {
        return new Stories(publication);
    }

    /** Asked for, claimed, reserved and seen public. */
    public static List<LogEntry> published(UUID publication) {
        return of(publication)
                .requested()
                .receipt("claimed")
                .receipt("reserved")
                .receipt("published")
                .entries();
    }

    public Stories requested() {
        revision++;
        return add(Source.REQUEST, Contracts.request(publication, revision));
    }

    public Stories receipt(String kind) {
        return receipt(kind, UnaryOperator.identity());
    }

    public Stories receipt(String kind, UnaryOperator<ObjectNode> change) {
        return add(
                Source.RECEIPT, change.apply(Contracts.receipt(publication, kind, ++sequence, Math.max(1, revision))));
    }

    /** Written by a publisher of that build. */
    public Stories receiptOf(String build, String kind) {
        return receipt(kind, value -> {
            ((ObjectNode) value.get("evidence")).put("build", build);
            return value;
        });
    }

    public List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    private Stories add(Source source, ObjectNode value) {
        entries.add(Entries.of(source, value, id(publication, entries.size() + 1)));
        return this;
    }

    /** Of the event at that place, from 1. */
    public static UUID id(UUID publication, long place) {
        return new UUID(publication.getMostSignificantBits() ^ publication.getLeastSignificantBits(), place);
    }
}
