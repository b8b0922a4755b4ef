package dev.colophon.publishapi.request;

import dev.colophon.publishapi.accept.AcceptPublication;
import dev.colophon.publishapi.accept.Outcome;
import dev.colophon.publishapi.accept.Submission;
import dev.colophon.publishapi.accept.TransactionRetries;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.trace.TraceFilter;
import dev.colophon.publishapi.trace.TraceParent;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collections;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in what clients want published. */
@RestController
class PublicationController {

    private static final String OPERATION = "POST /v1/publications";

    private final JsonBody bodies;
    private final AcceptPublication acceptPublication;
    private final TransactionRetries retries;
    private final InstantSource clock;
    private final AcceptedAnswers answers;

    PublicationController(
            JsonBody bodies,
            AcceptPublication acceptPublication,
            TransactionRetries retries,
            InstantSource clock,
            AcceptedAnswers answers) {
        this.bodies = bodies;
        this.acceptPublication = acceptPublication;
        this.retries = retries;
        this.clock = clock;
        this.answers = answers;
    }

    @PostMapping(
            path = "/v1/publications",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> accept(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        var key = IdempotencyKey.parse(Collections.list(request.getHeaders("Idempotency-Key")));
        var body = bodies.bytes(request);
        var keyed = new KeyedRequest(caller.id(), OPERATION, key, Sha256.of(body));
        var outcome = outcome(keyed, body, caller, TraceFilter.traceOf(request));
        return answers.tell(outcome, Action.PUBLISH.text(), caller);
    }

    /** What was accepted once is answered as it was, even where the same would be refused today: its moment may have gone by. */
    private Outcome outcome(KeyedRequest keyed, byte[] body, Caller caller, TraceParent trace) {
        Submission submission;
        try {
            submission = submission(body, caller);
        } catch (ProblemException refusal) {
            return retries.run(() -> acceptPublication.replay(keyed)).orElseThrow(() -> refusal);
        }
        return retries.run(() -> acceptPublication.accept(keyed, submission, caller, trace));
    }

    private Submission submission(byte[] body, Caller caller) {
        var asked = bodies.parse(body, PublicationRequest.class);
        return new RequestCheck(asked, clock.instant(), caller.htmlPolicy()).submission();
    }
}
