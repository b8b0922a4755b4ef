package dev.colophon.publishapi.stream;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.status.StatusResource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client's connection. Each event holds the whole status, so that one that was missed is made good by the next. Its id is
 * the sequence of the public event that the status includes, and the newest revision that was asked for.
 */
final class StatusStream {

    private final ClientId client;
    private final SseEmitter emitter;
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile @Nullable String told;
    private volatile Instant lastSent;

    /** {@code lastEventId} is what the client has already. */
    StatusStream(ClientId client, SseEmitter emitter, @Nullable String lastEventId, Instant now) {
        this.client = client;
        this.emitter = emitter;
        this.told = lastEventId;
        this.lastSent = now;
    }

    ClientId client() {
        return client;
    }

    /** Takes the right to send; false while something is still being sent to a client that reads slowly. */
    boolean begin() {
        return sending.compareAndSet(false, true);
    }

    /** Sends what the client does not have yet, or a sign of life if it is time for one. */
    void send(StatusResource status, JsonMapper json, Instant now, Duration heartbeat) throws IOException {
        try {
            var id = status.sequence() + "-" + status.requestedRevision();
            if (!id.equals(told)) {
                emitter.send(SseEmitter.event().id(id).name("status").data(json.writeValueAsString(status)));
                told = id;
                lastSent = now;
            } else if (!lastSent.plus(heartbeat).isAfter(now)) {
                emitter.send(SseEmitter.event().comment("still here"));
                lastSent = now;
            }
        } finally {
            sending.set(false);
        }
    }

    void end() {
        emitter.complete();
    }
}
