package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.site.AdministerSites;
import dev.colophon.publishapi.site.SitePage;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the rebuilds of the statuses, how far each is and what it found; begins previews, which write nothing. */
@Controller
@RequestMapping("/console/rebuilds")
class RebuildsPage {

    static final String REBUILDS = "/operations/v1/rebuilds";

    /** As many differences as a page shows; there may be one for each publication. */
    private static final int PAGE = 50;

    private final OperationsApis apis;
    private final AdministerSites administerSites;

    RebuildsPage(OperationsApis apis, AdministerSites administerSites) {
        this.apis = apis;
        this.administerSites = administerSites;
    }

    @GetMapping
    String list(@AuthenticationPrincipal Caller caller, Model model) {
        return list(RebuildForm.EMPTY, List.of(), caller, model);
    }

    @PostMapping
    String preview(
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String publications,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletResponse response,
            Model model) {
        var form = new RebuildForm(site, publications, kind.strip(), from.strip(), to.strip(), reason.strip());
        var faults = form.faults();
        if (!faults.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return list(form, faults, caller, model);
        }
        var asked = Map.of("selection", form.selection(), "dryRun", true, "reason", form.reason());
        var answer = apis.act(OperationsService.PROJECTOR, REBUILDS, asked, caller.name());
        if (answer instanceof OperationsAnswer.Told(var run)) {
            return "redirect:/console/rebuilds/" + UUID.fromString(Elsewhere.text(run, "id"));
        }
        return Elsewhere.page(answer, "A preview writes nothing, whether it began or not.", "/console/rebuilds", model);
    }

    /** @param after the last publication of the page before */
    @GetMapping("/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID after,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var path = REBUILDS + "/" + id;
        var page = path + "/differences?limit=" + PAGE + (after == null ? "" : "&after=" + after);
        var run = projector(path, caller);
        if (!(run instanceof OperationsAnswer.Told(var whole))) {
            return Elsewhere.page(run, "", "/console/rebuilds", model);
        }
        var found = projector(page, caller);
        var differences = Elsewhere.told(found).stream()
                .flatMap(all -> all.valueStream())
                .map(StatusDifference::of)
                .toList();
        model.addAttribute("run", RebuildRow.of(whole));
        model.addAttribute("missing", Elsewhere.problem(found));
        model.addAttribute("differences", differences);
        model.addAttribute(
                "next", differences.size() < PAGE ? "" : differences.getLast().publication());
        return "console/rebuild";
    }

    private String list(RebuildForm form, List<String> faults, Caller caller, Model model) {
        var runs = projector(REBUILDS, caller);
        model.addAttribute("missing", Elsewhere.problem(runs));
        model.addAttribute(
                "runs",
                Elsewhere.told(runs).stream()
                        .flatMap(all -> all.valueStream())
                        .map(RebuildRow::of)
                        .toList());
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        var sites = administerSites.list("", SitePage.MOST);
        model.addAttribute("sites", sites.sites());
        model.addAttribute("moreSites", sites.next() != null);
        return "console/rebuilds";
    }

    private OperationsAnswer projector(String path, Caller caller) {
        return apis.look(OperationsService.PROJECTOR, path, caller.name());
    }
}
