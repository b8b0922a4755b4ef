package dev.colophon.publishapi.status;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Answers what became of publications. */
@RestController
@RequestMapping(path = "/v1/publications", produces = MediaType.APPLICATION_JSON_VALUE)
class StatusController {

    private static final int MAX_EVENTS = 500;
    private static final int DEFAULT_EVENTS = 100;

    private final Statuses statuses;
    private final Timelines timelines;
    private final ListPublications listPublications;
    private final JsonMapper json;

    StatusController(Statuses statuses, Timelines timelines, ListPublications listPublications, JsonMapper json) {
        this.statuses = statuses;
        this.timelines = timelines;
        this.listPublications = listPublications;
        this.json = json;
    }

    /** The status; with If-None-Match, 304 while it is what the client has already. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> get(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var body = json.writeValueAsBytes(existing(id, caller));
        return ResponseEntity.ok()
                .eTag("\"" + Sha256.of(body) + "\"")
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    /** All that was ever said of it; what an operator has taken out is in it, marked. */
    @GetMapping("/{id}/timeline")
    ResponseEntity<Timeline> timeline(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @AuthenticationPrincipal Caller caller) {
        var publication = new PublicationId(existing(id, caller).publicationId());
        var from = StatusFilter.bounded("after", after, 0, 0, Long.MAX_VALUE);
        var most = (int) StatusFilter.bounded("limit", limit, DEFAULT_EVENTS, 1, MAX_EVENTS);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Timeline(timelines.page(publication, from, most)));
    }

    @GetMapping
    ResponseEntity<ListPublications.Page> list(
            @RequestParam(required = false) @Nullable String site,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String storyKey,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller) {
        var page = listPublications.page(site, status, storyKey, limit, cursor, caller);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page);
    }

    private StatusResource existing(String id, Caller caller) {
        return PublicationId.parse(id)
                .flatMap(publication -> statuses.find(publication, caller))
                .orElseThrow(Statuses::notFound);
    }

    record Timeline(List<TimelineEntry> events) {}
}
