package dev.colophon.publishapi.stream;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.Statuses;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The streams of this instance: bounded in number and lifetime, fed by one look at the database per second for all of them,
 * each on a thread of its own, so that a client that reads slowly holds up nobody else.
 */
@Component
class StatusStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StatusStreams.class);
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(10);

    private final Map<StatusStream, UUID> open = new ConcurrentHashMap<>();
    private final Statuses statuses;
    private final StreamProperties properties;
    private final JsonMapper json;
    private final InstantSource clock;
    private volatile boolean running;

    StatusStreams(Statuses statuses, StreamProperties properties, JsonMapper json, InstantSource clock) {
        this.statuses = statuses;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    /** A stream of a publication that the caller may see; 429 if there are as many as there may be. */
    SseEmitter open(StatusResource status, Caller caller, @Nullable String lastEventId) {
        var emitter = new SseEmitter(properties.lifetime().toMillis());
        var stream = new StatusStream(caller.id(), emitter, lastEventId, clock.instant());
        add(stream, status.publicationId());
        emitter.onCompletion(() -> open.remove(stream));
        emitter.onTimeout(stream::end);
        emitter.onError(_ -> open.remove(stream));
        feed(stream, status);
        return emitter;
    }

    @Scheduled(fixedDelayString = "${colophon.streams.look:1s}")
    void look() {
        if (open.isEmpty()) {
            return;
        }
        try {
            var streams = Map.copyOf(open);
            var now = new ConcurrentHashMap<UUID, StatusResource>();
            statuses.all(streams.values().stream().distinct().toList())
                    .forEach(status -> now.put(status.publicationId(), status));
            streams.forEach((stream, publication) -> {
                var status = now.get(publication);
                if (status != null) {
                    feed(stream, status);
                }
            });
        } catch (DataAccessException unreadable) {
            log.warn("The streams of statuses wait until the database can be read: {}", unreadable.toString());
        }
    }

    private synchronized void add(StatusStream stream, UUID publication) {
        var ofClient = open.keySet().stream()
                .filter(other -> other.client().equals(stream.client()))
                .count();
        if (open.size() >= properties.most() || ofClient >= properties.mostPerClient()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_STREAMS,
                    "Close a stream, or poll the status: GET /v1/publications/" + publication + ".",
                    COME_BACK_AFTER);
        }
        open.put(stream, publication);
    }

    private void feed(StatusStream stream, StatusResource status) {
        if (stream.begin()) {
            Thread.ofVirtual().name("status-stream").start(() -> {
                try {
                    stream.send(status, json, clock.instant(), properties.heartbeat());
                } catch (IOException | IllegalStateException gone) {
                    open.remove(stream);
                    log.debug("A stream of statuses ended: {}", gone.toString());
                }
            });
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server: it would wait for the streams to end. */
    @Override
    public void stop() {
        running = false;
        open.keySet().forEach(StatusStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
