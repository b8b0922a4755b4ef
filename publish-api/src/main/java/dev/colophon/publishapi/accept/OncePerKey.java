package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.accept.Outcome.Kind;
import dev.colophon.publishapi.idempotency.IdempotencyKeys;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Lets what a request asks for happen once per idempotency key, and gives its first answer ever after. It works within the
 * caller's transaction: a refusal takes the key back together with all else.
 */
@Component
class OncePerKey {

    private final IdempotencyKeys keys;
    private final InstantSource clock;

    OncePerKey(IdempotencyKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The first answer, or what the work comes to, which is given the time of the request. */
    Outcome run(KeyedRequest request, Function<Instant, Outcome> work) {
        var first = replay(request);
        if (first.isPresent()) {
            return first.get();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var outcome = work.apply(now);
        keys.remember(request, outcome.answer(), now);
        return outcome;
    }

    /** The first answer; empty if there is none yet. */
    Optional<Outcome> replay(KeyedRequest request) {
        return keys.firstAnswer(request).map(answer -> new Outcome(Kind.REPLAYED, answer));
    }
}
