package dev.colophon.publishapi.client;

import dev.colophon.publishapi.client.ApiKeys.Recognised;
import dev.colophon.publishapi.hash.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Finds out whose key came with a request, and notes that it was of use. */
@Component
public class RecogniseCaller {

    private static final Logger log = LoggerFactory.getLogger(RecogniseCaller.class);

    private final ApiKeys keys;
    private final KnownCallers known;
    private final InstantSource clock;

    RecogniseCaller(ApiKeys keys, KnownCallers known, InstantSource clock) {
        this.keys = keys;
        this.known = known;
        this.clock = clock;
    }

    /** The caller; empty if the key is unknown, revoked or expired. */
    public Optional<Caller> by(ApiKey key) {
        var now = clock.instant();
        var hash = key.sha256();
        return known.find(hash, now).or(() -> recognise(key, hash, now));
    }

    private Optional<Caller> recognise(ApiKey key, Sha256 hash, Instant now) {
        var asOf = known.generation();
        var recognised = keys.recognise(key, now);
        recognised.ifPresent(found -> {
            known.keep(hash, found, now, asOf);
            note(found);
        });
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
