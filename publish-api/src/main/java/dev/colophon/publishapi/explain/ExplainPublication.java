package dev.colophon.publishapi.explain;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.status.Statuses;
import dev.colophon.publishapi.status.Timelines;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what is known of a publication, all as of one moment, and explains it. */
@Service
public class ExplainPublication {

    private static final int MAX_EVENTS = 500;

    private final Statuses statuses;
    private final Timelines timelines;
    private final Requests requests;

    ExplainPublication(Statuses statuses, Timelines timelines, Requests requests) {
        this.statuses = statuses;
        this.timelines = timelines;
        this.requests = requests;
    }

    /** One snapshot: a status must not be explained by events that came after it. */
    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public Explanation explain(PublicationId publication, Caller caller) {
        var status = statuses.find(publication, caller).orElseThrow(Statuses::notFound);
        // One more than is shown tells whether there are more.
        var events = timelines.newest(publication, MAX_EVENTS + 1);
        var invalidated = timelines.invalidated(publication, MAX_EVENTS + 1);
        return Explanation.of(
                status,
                requests.newest(publication),
                newest(events),
                newest(invalidated),
                Math.max(events.size(), invalidated.size()) <= MAX_EVENTS);
    }

    private static <E> List<E> newest(List<E> events) {
        return events.subList(Math.max(0, events.size() - MAX_EVENTS), events.size());
    }
}
