package dev.colophon.publishapi.idempotency;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets answers that nobody was promised any longer, in small batches, each its own transaction. */
@Component
class ForgetOldAnswers {

    private static final Logger log = LoggerFactory.getLogger(ForgetOldAnswers.class);
    private static final int BATCH = 1000;
    private static final int MAX_BATCHES = 100;

    private final IdempotencyKeys keys;
    private final IdempotencyProperties properties;
    private final InstantSource clock;

    ForgetOldAnswers(IdempotencyKeys keys, IdempotencyProperties properties, InstantSource clock) {
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void forget() {
        var before = clock.instant().minus(properties.retention());
        var forgotten = 0;
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            var deleted = keys.forget(before, BATCH);
            forgotten += deleted;
            if (deleted < BATCH) {
                break;
            }
        }
        if (forgotten > 0) {
            log.info("Forgot {} answers to idempotency keys of before {}.", forgotten, before);
        }
    }
}
