package dev.colophon.publishapi.bulk;

import dev.colophon.publishapi.idempotency.KeyedRequest;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins a bulk, or finds the one that came under the same key. */
@Service
class BeginBulk {

    private final Bulks bulks;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    BeginBulk(Bulks bulks, InstantSource clock, Supplier<UUID> ids) {
        this.bulks = bulks;
        this.clock = clock;
        this.ids = ids;
    }

    /** 422 if the key came with another body. */
    @Transactional
    public Bulk begin(KeyedRequest request, int items) {
        return bulks.begin(new BulkId(ids.get()), request, items, clock.instant());
    }
}
