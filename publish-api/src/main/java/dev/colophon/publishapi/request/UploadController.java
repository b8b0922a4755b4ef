package dev.colophon.publishapi.request;

import dev.colophon.publishapi.accept.TransactionRetries;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.limit.Places;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.upload.KeepUpload;
import dev.colophon.publishapi.upload.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in images of clients that have no address to fetch them from. */
@RestController
class UploadController {

    private static final Logger log = LoggerFactory.getLogger(UploadController.class);
    private static final String OPERATION = "POST /v1/media";
    /** So many bodies may be in memory at once. */
    private static final int AT_ONCE = 2;

    private final Places places = new Places(AT_ONCE, "uploads");
    private final JsonBody bodies;
    private final KeepUpload keepUpload;
    private final TransactionRetries retries;

    UploadController(JsonBody bodies, KeepUpload keepUpload, TransactionRetries retries) {
        this.bodies = bodies;
        this.keepUpload = keepUpload;
        this.retries = retries;
    }

    @PostMapping(
            path = "/v1/media",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> upload(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        var key = IdempotencyKey.parse(Collections.list(request.getHeaders("Idempotency-Key")));
        return places.with(caller.id(), () -> {
            var image = UploadBody.of(
                            bodies.bytes(request, UploadBody.MAX_BYTES),
                            Objects.requireNonNullElse(request.getContentType(), ""))
                    .check(caller.htmlPolicy());
            var keyed = new KeyedRequest(caller.id(), OPERATION, key, image.said());
            var answer = retries.run(() -> keepUpload.keep(keyed, image));
            log.info("Keeps {} of {}: {}", image, caller.name(), answer.location());
            return ResponseEntity.status(answer.status())
                    .location(answer.location())
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(answer.body());
        });
    }

    @GetMapping(path = "/v1/media/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Upload.Resource> get(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(keepUpload.find(idOf(id), caller.id()).resource());
    }

    private static UUID idOf(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "No image has such an id.");
        }
    }
}
