package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Rebuilds in earnest what a preview has shown, goes on with a rebuild and ends one, each after a page that asks. */
@Controller
@RequestMapping("/console/rebuilds/{id}/{action:start|resume|cancel}")
class RebuildCommands {

    private static final String START = "start";
    private static final int LONGEST_REASON = 1_000;

    private final OperationsApis apis;

    RebuildCommands(OperationsApis apis) {
        this.apis = apis;
    }

    @GetMapping
    String confirm(
            @PathVariable UUID id, @PathVariable String action, @AuthenticationPrincipal Caller caller, Model model) {
        var answer = apis.look(OperationsService.PROJECTOR, path(id), caller.name());
        if (!(answer instanceof OperationsAnswer.Told(var run))) {
            return Elsewhere.page(answer, "", "/console/rebuilds", model);
        }
        model.addAttribute("run", existing(run, action));
        model.addAttribute("action", action);
        model.addAttribute("consequence", consequence(action));
        return "console/rebuild-confirm";
    }

    /** What is rebuilt is what the preview was asked for: the selection is taken from its record, and never from a form. */
    @PostMapping
    String command(
            @PathVariable UUID id,
            @PathVariable String action,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var seen = apis.look(OperationsService.PROJECTOR, path(id), caller.name());
        if (!(seen instanceof OperationsAnswer.Told(var run))) {
            return Elsewhere.page(seen, "Nothing was asked for.", "/console/rebuilds", model);
        }
        existing(run, action);
        var start = action.equals(START);
        var answer = apis.act(
                OperationsService.PROJECTOR,
                start ? RebuildsPage.REBUILDS : path(id) + "/" + action,
                start ? inEarnest(run, reason.strip()) : null,
                caller.name());
        if (answer instanceof OperationsAnswer.Told(var begun)) {
            return "redirect:/console/rebuilds/" + UUID.fromString(Elsewhere.text(begun, "id"));
        }
        return Elsewhere.page(answer, "The list shows what runs.", "/console/rebuilds", model);
    }

    /** What has not been previewed to its end is not rebuilt. */
    private static RebuildRow existing(JsonNode run, String action) {
        var row = RebuildRow.of(run);
        if (action.equals(START) && !row.ready()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "This is no preview that came to its end. Preview anew.");
        }
        return row;
    }

    private static Object inEarnest(JsonNode preview, String reason) {
        var why = reason.isEmpty() ? "as previewed: " + Elsewhere.text(preview, "reason") : reason;
        return Map.of(
                "selection",
                preview.path("selection"),
                "dryRun",
                false,
                "reason",
                why.substring(0, Math.min(why.length(), LONGEST_REASON)));
    }

    private static String path(UUID id) {
        return RebuildsPage.REBUILDS + "/" + id;
    }

    private static String consequence(String action) {
        return switch (action) {
            case START ->
                "Each selected row is compared with its events again; what differs is put right in one transaction, and then verified. "
                        + "Subscribers hear only of what they were told wrongly. Nothing happens at any site.";
            case "resume" -> "It goes on from its last batch.";
            default -> "It ends. What it has put right stays right.";
        };
    }
}
