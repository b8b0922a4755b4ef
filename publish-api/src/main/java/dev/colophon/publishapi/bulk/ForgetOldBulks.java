package dev.colophon.publishapi.bulk;

import dev.colophon.publishapi.idempotency.IdempotencyProperties;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets bulks with the answers to their keys: what they made is found by its publications. In small batches. */
@Component
class ForgetOldBulks {

    private static final Logger log = LoggerFactory.getLogger(ForgetOldBulks.class);
    private static final int BATCH = 100;
    private static final int MAX_BATCHES = 100;

    private final Bulks bulks;
    private final IdempotencyProperties properties;
    private final InstantSource clock;

    ForgetOldBulks(Bulks bulks, IdempotencyProperties properties, InstantSource clock) {
        this.bulks = bulks;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT6M", fixedDelayString = "PT1H")
    void forget() {
        var before = clock.instant().minus(properties.retention());
        var forgotten = 0;
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            var deleted = bulks.forget(before, BATCH);
            forgotten += deleted;
            if (deleted < BATCH) {
                break;
            }
        }
        if (forgotten > 0) {
            log.info("Forgot {} bulks of before {}.", forgotten, before);
        }
    }
}
