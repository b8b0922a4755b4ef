package dev.colophon.publishapi.client;

import dev.colophon.publishapi.client.ApiKeys.Recognised;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Finds out whose key came with a request, and notes that it was of use. */
@Component
class RecogniseCaller {

    private static final Logger log = LoggerFactory.getLogger(RecogniseCaller.class);

    private final ApiKeys keys;
    private final InstantSource clock;

    RecogniseCaller(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The caller; empty if the key is unknown, revoked or expired. */
    Optional<Caller> by(ApiKey key) {
        var recognised = keys.recognise(key, clock.instant());
        recognised.ifPresent(this::note);
        return recognised.map(Recognised::caller);
    }

    private void note(Recognised recognised) {
        var now = clock.instant();
        if (!recognised.unseenSince(now)) {
            return;
        }
        try {
            keys.stamp(recognised.key(), now);
        } catch (DataAccessException unwritten) {
            log.warn(
                    "The use of a key of {} was not noted; the request goes on: {}",
                    recognised.caller().name(),
                    unwritten.toString());
        }
    }
}
