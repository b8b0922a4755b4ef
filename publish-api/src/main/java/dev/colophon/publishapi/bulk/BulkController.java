package dev.colophon.publishapi.bulk;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.limit.Places;
import dev.colophon.publishapi.limit.RateLimitHeaders;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.status.Statuses;
import dev.colophon.publishapi.trace.TraceFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Collections;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in bulks and shows what became of them. */
@RestController
class BulkController {

    private static final Logger log = LoggerFactory.getLogger(BulkController.class);
    private static final String OPERATION = "POST /v1/publications:bulk";
    /** Most bytes of a bulk, whose items are bounded one by one besides. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;
    /** So many bodies may be in memory at once. */
    private static final int AT_ONCE = 4;

    private final Places places = new Places(AT_ONCE, "bulks");
    private final JsonBody bodies;
    private final AcceptBulk acceptBulk;
    private final Bulks bulks;
    private final Statuses statuses;
    private final RateLimitHeaders rateLimit;

    BulkController(JsonBody bodies, AcceptBulk acceptBulk, Bulks bulks, Statuses statuses, RateLimitHeaders rateLimit) {
        this.bodies = bodies;
        this.acceptBulk = acceptBulk;
        this.bulks = bulks;
        this.statuses = statuses;
        this.rateLimit = rateLimit;
    }

    @PostMapping(
            path = "/v1/publications:bulk",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BulkResource> accept(
            HttpServletRequest request, HttpServletResponse response, @AuthenticationPrincipal Caller caller) {
        var key = IdempotencyKey.parse(Collections.list(request.getHeaders("Idempotency-Key")));
        var bulk = places.with(caller.id(), () -> {
            var body = bodies.bytes(request, MAX_BYTES);
            var items = bodies.parse(body, BulkRequest.class).check();
            var keyed = new KeyedRequest(caller.id(), OPERATION, key, Sha256.of(body));
            try {
                return acceptBulk.accept(keyed, items, caller, TraceFilter.traceOf(request));
            } finally {
                // Each item has come to count: taken or refused, less is left than was told at the door.
                rateLimit.tell(caller.id(), response);
            }
        });
        var resource = BulkResource.of(bulk.bulk(), bulk.items(), null);
        log.info("Bulk {} of {}: {}", resource.bulkId(), caller.name(), resource.counts());
        return ResponseEntity.accepted()
                .location(URI.create(resource.self()))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .cacheControl(CacheControl.noStore())
                .body(resource);
    }

    @GetMapping(path = "/v1/bulks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BulkResource> get(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var bulk = BulkId.parse(id)
                .flatMap(known -> bulks.find(known, caller))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "No bulk of this id exists among those of this API key's client."));
        var items = bulks.items(bulk.id());
        var publications = items.stream()
                .map(BulkItem::publicationId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var now = statuses.all(publications).stream()
                .collect(groupingBy(publication -> publication.status().text(), TreeMap::new, counting()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(BulkResource.of(bulk, items, now));
    }
}
