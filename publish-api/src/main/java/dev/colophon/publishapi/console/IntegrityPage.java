package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** Shows whether what is said is so: the projector's checks, their bad rows, and what would mend them, as a dry run alone. */
@Controller
@RequestMapping("/console/integrity")
class IntegrityPage {

    private static final String CHECKS = "/operations/v1/checks";
    private static final String CHECK = "/{id:[a-z0-9-]{1,100}}";

    private final OperationsApis apis;

    IntegrityPage(OperationsApis apis) {
        this.apis = apis;
    }

    @GetMapping
    String list(@AuthenticationPrincipal Caller caller, Model model) {
        var checks = projector(CHECKS, caller);
        var divergence = projector("/operations/v1/divergence", caller);
        var missing = Elsewhere.problem(checks);
        model.addAttribute("missing", missing.isEmpty() ? Elsewhere.problem(divergence) : missing);
        model.addAttribute(
                "checks",
                Elsewhere.told(checks)
                        .map(all -> all.valueStream().map(CheckRow::of).toList())
                        .orElse(List.of()));
        model.addAttribute(
                "measured",
                Elsewhere.told(divergence)
                        .map(all -> all.valueStream().map(Measured::of).toList())
                        .orElse(List.of()));
        return "console/integrity";
    }

    @PostMapping
    String run(@AuthenticationPrincipal Caller caller, Model model) {
        var answer = apis.act(OperationsService.PROJECTOR, CHECKS, null, caller.name());
        if (answer instanceof OperationsAnswer.Told) {
            return "redirect:/console/integrity";
        }
        return problem(answer, "They may run all the same.", model);
    }

    @GetMapping(CHECK)
    String one(@PathVariable String id, @AuthenticationPrincipal Caller caller, Model model) {
        var answer = projector(CHECKS + "/" + id, caller);
        if (!(answer instanceof OperationsAnswer.Told(var check))) {
            return problem(answer, "", model);
        }
        model.addAttribute("check", CheckRow.of(check));
        model.addAttribute(
                "rows", check.path("findings").valueStream().map(BadRow::of).toList());
        model.addAttribute("repairs", repairs(check).toList());
        return "console/integrity-check";
    }

    /** @param path which of the proposals: it is looked up anew, and nothing else is ever sent */
    @PostMapping(CHECK)
    String dryRun(
            @PathVariable String id, @RequestParam String path, @AuthenticationPrincipal Caller caller, Model model) {
        var answer = projector(CHECKS + "/" + id, caller);
        if (!(answer instanceof OperationsAnswer.Told(var check))) {
            return problem(answer, "Nothing was run.", model);
        }
        var chosen = repairs(check)
                .filter(proposed -> proposed.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "This repair is not proposed any more. Load the check anew."));
        var begun = apis.act(chosen.service(), chosen.path(), chosen.body(), caller.name());
        if (!(begun instanceof OperationsAnswer.Told(var run))) {
            return problem(begun, "A dry run changes nothing, whether it began or not.", model);
        }
        var shown = chosen.path().equals(RebuildsPage.REBUILDS) ? "/console" : "/console/integrity/runs";
        return "redirect:" + shown
                + chosen.path().substring("/operations/v1".length())
                + "/"
                + UUID.fromString(Elsewhere.text(run, "id"));
    }

    @GetMapping("/runs/sites/{site}/reconciliations/{id}")
    String reconciliation(
            @PathVariable UUID site, @PathVariable UUID id, @AuthenticationPrincipal Caller caller, Model model) {
        var path = SitesElsewhere.SITES + "/" + site + "/reconciliations/" + id;
        var answer = apis.look(OperationsService.PUBLISHER, path, caller.name());
        if (answer instanceof OperationsAnswer.Told(var report)) {
            return facts("Reconciliation", RunFacts.of(report.path("run"), report.path("findings")), model);
        }
        return problem(answer, "", model);
    }

    private static Stream<DryRun> repairs(JsonNode check) {
        return check.path("repairs").valueStream().map(DryRun::of).flatMap(Optional::stream);
    }

    private static String facts(String title, RunFacts facts, Model model) {
        model.addAttribute("title", title);
        model.addAttribute("run", facts);
        return "console/run";
    }

    private static String problem(OperationsAnswer answer, String besides, Model model) {
        return Elsewhere.page(answer, besides, "/console/integrity", model);
    }

    private OperationsAnswer projector(String path, Caller caller) {
        return apis.look(OperationsService.PROJECTOR, path, caller.name());
    }
}
