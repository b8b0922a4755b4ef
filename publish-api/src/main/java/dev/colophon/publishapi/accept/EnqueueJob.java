package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.outbox.Asked;
import dev.colophon.publishapi.outbox.Outbox;
import dev.colophon.publishapi.outbox.PublicationRequested;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Gives a job its ids and enqueues it: the one way for every action. */
@Component
class EnqueueJob {

    private final Outbox outbox;
    private final Supplier<UUID> ids;

    EnqueueJob(Outbox outbox, Supplier<UUID> ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    PublicationRequested enqueue(Job job, Asked asked, Instant now) {
        var requested = JobMessage.of(job, ids.get(), ids.get(), now);
        outbox.enqueue(ids.get(), requested, job.fingerprint(), job.taken(), asked);
        return requested;
    }
}
