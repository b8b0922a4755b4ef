package dev.colophon.publishapi.console;

import dev.colophon.publishapi.accept.AcceptCommand;
import dev.colophon.publishapi.accept.Command;
import dev.colophon.publishapi.accept.Outcome;
import dev.colophon.publishapi.accept.TransactionRetries;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.request.AcceptedAnswers;
import dev.colophon.publishapi.request.CommandBody;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.trace.TraceFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks for a command as the API does: the same checks, the same transaction, the same answer; only the words are others. */
@Component
class AskCommand {

    private static final String OPERATION = "POST /console/publications/{id}/";

    private final AcceptCommand acceptCommand;
    private final TransactionRetries retries;
    private final AcceptedAnswers answers;

    AskCommand(AcceptCommand acceptCommand, TransactionRetries retries, AcceptedAnswers answers) {
        this.acceptCommand = acceptCommand;
        this.retries = retries;
        this.answers = answers;
    }

    Outcome.Kind ask(
            PublicationId publication,
            Action action,
            String once,
            String reason,
            Caller caller,
            HttpServletRequest request) {
        var why = reason.isBlank() ? null : new CommandBody(reason.strip()).check();
        var body = Sha256.parts().add(publication).add(why).hash();
        var key = IdempotencyKey.parse(List.of(once));
        var keyed = new KeyedRequest(caller.id(), OPERATION + action.text(), key, body);
        var command = new Command(publication, action, why);
        var trace = TraceFilter.traceOf(request);
        var outcome = retries.run(() -> acceptCommand.accept(keyed, command, caller, trace));
        answers.tell(outcome, action.text(), caller);
        return outcome.kind();
    }

    /** What comes of a command, said before it is asked for. */
    static String consequence(Action action) {
        return switch (action) {
            case UNPUBLISH -> "The post at the site becomes a draft: readers no longer see it.";
            case CANCEL ->
                "Nothing is published, if the publisher has no post at the site yet. If it has, the cancellation is refused.";
            case RETRY ->
                "It is tried again now, with the newest content. If the post is verified to be gone, the story gets a new one.";
            case PUBLISH -> throw new IllegalArgumentException("publishing brings content: it is no command");
        };
    }

    static String answer(Outcome.Kind kind) {
        return switch (kind) {
            case ACCEPTED -> "Accepted. It is carried out by itself; the status tells when it is done.";
            case REPEATED -> "It is so already, or asked for already: nothing more was needed.";
            case REPLAYED -> "This was asked for before, by this very form: nothing was done twice.";
        };
    }
}
