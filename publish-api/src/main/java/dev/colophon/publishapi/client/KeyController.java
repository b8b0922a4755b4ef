package dev.colophon.publishapi.client;

import dev.colophon.publishapi.client.ApiKeys.KeyRow;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Issues, shows and revokes the keys of clients. */
@RestController
@RequestMapping(path = "/v1/clients/{name}/keys", produces = MediaType.APPLICATION_JSON_VALUE)
class KeyController {

    private static final Logger log = LoggerFactory.getLogger(KeyController.class);

    private final JsonBody bodies;
    private final IssueKey issueKey;
    private final KnownCallers known;
    private final InstantSource clock;

    KeyController(JsonBody bodies, IssueKey issueKey, KnownCallers known, InstantSource clock) {
        this.bodies = bodies;
        this.issueKey = issueKey;
        this.known = known;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NewKeyResource> issue(
            @PathVariable String name, HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        var now = clock.instant();
        var issued = issueKey.issue(name, bodies.read(request, KeyRequest.class).check(now));
        known.forget(); // the others may have been given an end
        var row = issued.row();
        log.info("{} issued key {} to client {}; it was shown once.", caller.name(), row.id(), name);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new NewKeyResource(
                        row.id(), row.createdAt(), row.expiresAt(), issued.key().reveal()));
    }

    @GetMapping
    ResponseEntity<KeyList> list(@PathVariable String name) {
        var now = clock.instant();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new KeyList(issueKey.list(name).stream()
                        .map(row -> KeyResource.of(row, now))
                        .toList()));
    }

    @PostMapping("/{id}/revoke")
    KeyResource revoke(@PathVariable String name, @PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var row = issueKey.revoke(name, idOf(id));
        known.forget();
        log.warn("{} revoked key {} of client {}: it lets nobody in any more.", caller.name(), id, name);
        return KeyResource.of(row, clock.instant());
    }

    private static UUID idOf(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "This is no id of a key.");
        }
    }

    record KeyList(List<KeyResource> keys) {}

    record KeyResource(
            UUID keyId,
            String state,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        static KeyResource of(KeyRow row, Instant now) {
            var expires = row.expiresAt();
            var state = row.revokedAt() != null
                    ? "revoked"
                    : expires != null && !expires.isAfter(now) ? "expired" : "valid";
            return new KeyResource(row.id(), state, row.createdAt(), expires, row.lastUsedAt(), row.revokedAt());
        }
    }

    /** An answer that holds a key, once. */
    record NewKeyResource(
            UUID keyId, Instant createdAt, @Nullable Instant expiresAt, String key) {

        @Override
        public String toString() {
            return "NewKeyResource[keyId=" + keyId + ", key=***]";
        }
    }
}
