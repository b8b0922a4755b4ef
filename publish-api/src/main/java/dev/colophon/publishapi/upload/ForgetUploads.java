package dev.colophon.publishapi.upload;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets images whose time is over, in small batches, each its own transaction. */
@Component
class ForgetUploads {

    private static final Logger log = LoggerFactory.getLogger(ForgetUploads.class);
    private static final int BATCH = 20;
    private static final int MAX_BATCHES = 100;

    private final Uploads uploads;
    private final InstantSource clock;

    ForgetUploads(Uploads uploads, InstantSource clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT1H")
    void forget() {
        var now = clock.instant();
        var forgotten = 0;
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            var deleted = uploads.forget(now, BATCH);
            forgotten += deleted;
            if (deleted < BATCH) {
                break;
            }
        }
        if (forgotten > 0) {
            log.info("Forgot {} uploaded images whose time was over.", forgotten);
        }
    }
}
