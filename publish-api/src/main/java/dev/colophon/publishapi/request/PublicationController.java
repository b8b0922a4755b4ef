package dev.colophon.publishapi.request;

import dev.colophon.publishapi.accept.AcceptPublication;
import dev.colophon.publishapi.accept.Outcome;
import dev.colophon.publishapi.accept.TransactionRetries;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.trace.TraceFilter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in what clients want published. */
@RestController
class PublicationController {

    private static final Logger log = LoggerFactory.getLogger(PublicationController.class);
    private static final String OPERATION = "POST /v1/publications";
    private static final String POLL_AFTER_SECONDS = "1";

    private final JsonBody bodies;
    private final AcceptPublication acceptPublication;
    private final TransactionRetries retries;
    private final InstantSource clock;
    private final MeterRegistry meters;

    PublicationController(
            JsonBody bodies,
            AcceptPublication acceptPublication,
            TransactionRetries retries,
            InstantSource clock,
            MeterRegistry meters) {
        this.bodies = bodies;
        this.acceptPublication = acceptPublication;
        this.retries = retries;
        this.clock = clock;
        this.meters = meters;
    }

    @PostMapping(
            path = "/v1/publications",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> accept(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        var key = IdempotencyKey.parse(Collections.list(request.getHeaders("Idempotency-Key")));
        var body = bodies.bytes(request);
        var submission = new RequestCheck(bodies.parse(body, PublicationRequest.class), clock.instant()).submission();
        var keyed = new KeyedRequest(caller.id(), OPERATION, key, Sha256.of(body));
        var trace = TraceFilter.traceOf(request);
        var outcome = retries.run(() -> acceptPublication.accept(keyed, submission, caller, trace));
        tell(outcome, caller);
        return answer(outcome);
    }

    private void tell(Outcome outcome, Caller caller) {
        var kind = outcome.kind().name().toLowerCase(Locale.ROOT);
        meters.counter("colophon.publications.requests", "outcome", kind).increment();
        log.info("{} a request of {}: {}", kind, caller.name(), outcome.answer().location());
    }

    private static ResponseEntity<String> answer(Outcome outcome) {
        var answer = outcome.answer();
        var response = ResponseEntity.status(answer.status())
                .location(answer.location())
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        if (answer.status() == HttpStatus.ACCEPTED.value()) {
            response.header(HttpHeaders.RETRY_AFTER, POLL_AFTER_SECONDS);
        }
        return response.body(answer.body());
    }
}
