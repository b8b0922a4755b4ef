package dev.colophon.publishapi.request;

import dev.colophon.publishapi.accept.AcceptCommand;
import dev.colophon.publishapi.accept.Command;
import dev.colophon.publishapi.accept.TransactionRetries;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.status.Statuses;
import dev.colophon.publishapi.trace.TraceFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in what is asked of publications that exist: to unpublish, cancel or retry them. */
@RestController
@RequestMapping(path = "/v1/publications/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class CommandController {

    private static final String OPERATION = "POST /v1/publications/{id}/";

    private final JsonBody bodies;
    private final AcceptCommand acceptCommand;
    private final TransactionRetries retries;
    private final AcceptedAnswers answers;

    CommandController(
            JsonBody bodies, AcceptCommand acceptCommand, TransactionRetries retries, AcceptedAnswers answers) {
        this.bodies = bodies;
        this.acceptCommand = acceptCommand;
        this.retries = retries;
        this.answers = answers;
    }

    @PostMapping("/unpublish")
    ResponseEntity<String> unpublish(
            @PathVariable String id, HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        return accept(Action.UNPUBLISH, id, request, caller);
    }

    @PostMapping("/cancel")
    ResponseEntity<String> cancel(
            @PathVariable String id, HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        return accept(Action.CANCEL, id, request, caller);
    }

    @PostMapping("/retry")
    ResponseEntity<String> retry(
            @PathVariable String id, HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        return accept(Action.RETRY, id, request, caller);
    }

    private ResponseEntity<String> accept(Action action, String id, HttpServletRequest request, Caller caller) {
        var publication = PublicationId.parse(id).orElseThrow(Statuses::notFound);
        var key = IdempotencyKey.parse(Collections.list(request.getHeaders("Idempotency-Key")));
        var body = bodies.bytes(request);
        var reason = CommandBody.reasonIn(body, request, bodies);
        var command = new Command(publication, action, reason);
        var keyed = new KeyedRequest(caller.id(), OPERATION + action.text(), key, fingerprint(publication, body));
        var trace = TraceFilter.traceOf(request);
        var outcome = retries.run(() -> acceptCommand.accept(keyed, command, caller, trace));
        return answers.tell(outcome, action.text(), caller);
    }

    /** The publication stands in the address, not in the body: under one key it may no more be another than the body may. */
    private static Sha256 fingerprint(PublicationId publication, byte[] body) {
        return Sha256.parts().add(publication).add(Sha256.of(body)).hash();
    }
}
