package dev.colophon.publishapi.limit;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A bucket of requests per client, refilled evenly. As many buckets as there are clients, whom administrators register. */
public class RateLimits {

    private final ConcurrentMap<ClientId, Bucket> buckets = new ConcurrentHashMap<>();
    private final RateLimitProperties properties;
    private final TimeMeter time;

    RateLimits(RateLimitProperties properties, TimeMeter time) {
        this.properties = properties;
        this.time = time;
    }

    /** Takes one request from what a client may ask. */
    Taken take(ClientId client) {
        var probe = bucketOf(client).tryConsumeAndReturnRemaining(1);
        return new Taken(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                upwards(Duration.ofNanos(probe.getNanosToWaitForRefill())));
    }

    /** Takes one request; 429 if none is left. */
    public void require(ClientId client) {
        var taken = take(client);
        if (!taken.granted()) {
            throw refusal(taken);
        }
    }

    ProblemException refusal(Taken taken) {
        return new ProblemException(
                ProblemCode.RATE_LIMITED,
                "A client may send " + properties.requests() + " requests in "
                        + properties.window().toSeconds() + " s. Nothing was done; repeat this one later.",
                taken.nextAfter());
    }

    /** What a client may ask now, taking nothing. */
    Left left(ClientId client) {
        var all = bucketOf(client).estimateAbilityToConsume(properties.requests());
        return new Left(all.getRemainingTokens(), upwards(Duration.ofNanos(all.getNanosToWaitForRefill())));
    }

    /**
     * Takes several at once for work that came in one request; 429 if there are not as many left. What is more than there can ever be beside
     * the request itself counts as that: else it would be told to come back for good.
     */
    public void charge(ClientId client, int requests) {
        var counted = Math.min(requests, properties.requests() - 1);
        if (counted == 0) {
            return;
        }
        var probe = bucketOf(client).tryConsumeAndReturnRemaining(counted);
        if (!probe.isConsumed()) {
            throw new ProblemException(
                    ProblemCode.RATE_LIMITED,
                    "This counts as " + counted + " requests, and " + probe.getRemainingTokens()
                            + " are left. Nothing more was done; repeat it later, or send less at once.",
                    upwards(Duration.ofNanos(probe.getNanosToWaitForRefill())));
        }
    }

    private Bucket bucketOf(ClientId client) {
        return buckets.computeIfAbsent(client, _ -> full());
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(properties.requests()).refillGreedy(properties.requests(), properties.window()))
                .withCustomTimePrecision(time)
                .build();
    }

    /** In whole seconds, since that is what a header can say: later rather than too soon. */
    private static Duration upwards(Duration wait) {
        return wait.toNanosPart() == 0 ? wait : Duration.ofSeconds(wait.toSeconds() + 1);
    }

    /**
     * What came of taking one.
     *
     * @param remaining how many more could come at once
     * @param nextAfter until the next one, if this one was not given
     */
    record Taken(boolean granted, long remaining, Duration nextAfter) {}

    /**
     * What is there.
     *
     * @param requests how many could come at once
     * @param reset until all are there again
     */
    record Left(long requests, Duration reset) {}
}
