package dev.colophon.publishapi.limit;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The few places for requests that take much memory each. One client has at most half of them, since a place is held for as long as its
 * body takes to come: with all of them it would shut everybody out, by a handful of slow connections and far below its rate limit.
 */
public final class Places {

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    private final int most;
    private final int mostOfClient;
    private final String requests;
    private final Map<ClientId, Integer> held = new HashMap<>();

    /** So many at this instance, for requests of that name: "bulks". */
    public Places(int most, String requests) {
        this.most = most;
        this.mostOfClient = Math.max(1, most / 2);
        this.requests = requests;
    }

    /** Does the work at a place of that client's; 503 if none is free for it. */
    public <T> T with(ClientId client, Supplier<T> work) {
        take(client);
        try {
            return work.get();
        } finally {
            giveBack(client);
        }
    }

    private synchronized void take(ClientId client) {
        if (held.getOrDefault(client, 0) >= mostOfClient) {
            throw busy("This client has " + mostOfClient + " of its " + requests
                    + " in hand at this instance, as many as one client may. Let one of them end.");
        }
        if (held.values().stream().mapToInt(Integer::intValue).sum() >= most) {
            throw busy("This instance has " + most + " " + requests + " in hand.");
        }
        held.merge(client, 1, Integer::sum);
    }

    private synchronized void giveBack(ClientId client) {
        held.computeIfPresent(client, (_, places) -> places == 1 ? null : places - 1);
    }

    private static ProblemException busy(String why) {
        return new ProblemException(
                ProblemCode.BUSY, why + " Nothing was stored; repeat the request.", COME_BACK_AFTER);
    }
}
