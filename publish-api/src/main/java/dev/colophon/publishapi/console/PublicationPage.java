package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.explain.ExplainPublication;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.Statuses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows one publication, and takes what is asked of it, once it was confirmed on a page of its own. */
@Controller
@RequestMapping("/console/publications/{id}")
class PublicationPage {

    private static final String COMMANDS = "/{action:unpublish|cancel|retry}";

    private final Statuses statuses;
    private final ExplainPublication explainPublication;
    private final AskCommand askCommand;
    private final RandomGenerator random;

    PublicationPage(
            Statuses statuses, ExplainPublication explainPublication, AskCommand askCommand, RandomGenerator random) {
        this.statuses = statuses;
        this.explainPublication = explainPublication;
        this.askCommand = askCommand;
        this.random = random;
    }

    @GetMapping
    String show(@PathVariable String id, @AuthenticationPrincipal Caller caller, Model model) {
        var publication = existing(id, caller);
        var explanation = explainPublication.explain(new PublicationId(publication.publicationId()), caller);
        model.addAttribute("publication", PublicationRow.of(publication));
        model.addAttribute("summary", explanation.summary());
        model.addAttribute("trail", TrailPicture.of(explanation.trail()));
        model.addAttribute(
                "visits", explanation.attempts().stream().map(Visit::of).toList());
        return "console/publication";
    }

    @GetMapping(COMMANDS)
    String confirm(
            @PathVariable String id, @PathVariable String action, @AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("publication", PublicationRow.of(existing(id, caller)));
        model.addAttribute("action", action);
        model.addAttribute("consequence", AskCommand.consequence(Action.of(action)));
        // Sent twice, one confirmation is still one request.
        model.addAttribute(
                "once",
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong()));
        return "console/confirm";
    }

    @PostMapping(COMMANDS)
    String ask(
            @PathVariable String id,
            @PathVariable String action,
            @RequestParam String once,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var publication = new PublicationId(existing(id, caller).publicationId());
        var outcome = askCommand.ask(publication, Action.of(action), once, reason, caller, request);
        model.addAttribute("publication", PublicationRow.of(existing(id, caller)));
        model.addAttribute("action", action);
        model.addAttribute("answer", AskCommand.answer(outcome));
        return "console/asked";
    }

    private StatusResource existing(String id, Caller caller) {
        return PublicationId.parse(id)
                .flatMap(publication -> statuses.find(publication, caller))
                .orElseThrow(Statuses::notFound);
    }
}
