package dev.colophon.example.subscriber;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;

/**
 * What is known of all publications. Kafka delivers at least once: what was seen before is recognised by its id, and what is
 * missing by the sequence. A real subscriber keeps this in its database, in one transaction with what it does about an event.
 */
final class Publications {

    /** Repeats come soon after the first, so that a window is enough; older ones are caught by the sequence. */
    private static final int IDS_MAX = 10_000;

    private final Map<UUID, PublicationState> states = new HashMap<>();
    private final SequencedSet<String> ids = new LinkedHashSet<>();

    /** What an event is, beside what is known already. */
    enum Verdict {
        NEXT,
        /** It was delivered before, or what is known includes it. */
        REPEATED,
        /** At least one event before it has never arrived here. */
        AFTER_A_GAP
    }

    Verdict judge(String eventId, PublicationState told) {
        var known = sequence(told.publicationId());
        if (ids.contains(eventId) || told.sequence() <= known) {
            return Verdict.REPEATED;
        }
        return told.sequence() == known + 1 ? Verdict.NEXT : Verdict.AFTER_A_GAP;
    }

    /** Takes over what an event tells. */
    void take(String eventId, PublicationState told) {
        ids.addLast(eventId);
        if (ids.size() > IDS_MAX) {
            ids.removeFirst();
        }
        catchUp(told);
    }

    /** Takes over a state that is newer than the known one; true if it is. */
    boolean catchUp(PublicationState told) {
        if (told.sequence() <= sequence(told.publicationId())) {
            return false;
        }
        states.put(told.publicationId(), told);
        return true;
    }

    Optional<PublicationState> of(UUID publication) {
        return Optional.ofNullable(states.get(publication));
    }

    private long sequence(UUID publication) {
        return of(publication).map(PublicationState::sequence).orElse(0L);
    }
}
