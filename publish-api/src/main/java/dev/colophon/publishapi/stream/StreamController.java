package dev.colophon.publishapi.stream;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.status.Statuses;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams the status of a publication: a snapshot first, then each change. */
@RestController
class StreamController {

    private final Statuses statuses;
    private final StatusStreams streams;

    StreamController(Statuses statuses, StatusStreams streams) {
        this.statuses = statuses;
        this.streams = streams;
    }

    @GetMapping(path = "/v1/publications/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @AuthenticationPrincipal Caller caller) {
        var status = PublicationId.parse(id)
                .flatMap(publication -> statuses.find(publication, caller))
                .orElseThrow(Statuses::notFound);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no") // a proxy that gathers the stream would keep it from its reader
                .body(streams.open(status, caller, lastEventId));
    }
}
