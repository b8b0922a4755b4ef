package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.AdministerSites;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.Statuses;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Compares a publication's site with the ledger, shows what differs about the publication, and has it repaired once it was confirmed. A walk
 * is over the whole site, and so is its repair: the page says so.
 */
@Controller
@RequestMapping("/console/publications/{id}/reconcile")
class ReconcilePage {

    private static final String RUN = "/{run:[0-9a-f-]{36}}";

    private final Statuses statuses;
    private final AdministerSites administerSites;
    private final OperationsApis apis;

    ReconcilePage(Statuses statuses, AdministerSites administerSites, OperationsApis apis) {
        this.statuses = statuses;
        this.administerSites = administerSites;
        this.apis = apis;
    }

    @GetMapping
    String ask(@PathVariable String id, @AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("publication", PublicationRow.of(existing(id, caller)));
        return "console/reconcile-ask";
    }

    @PostMapping
    String dryRun(@PathVariable String id, @AuthenticationPrincipal Caller caller, Model model) {
        return begin(existing(id, caller), true, caller, model);
    }

    @GetMapping(RUN)
    String show(@PathVariable String id, @PathVariable UUID run, @AuthenticationPrincipal Caller caller, Model model) {
        return shown("console/reconcile", existing(id, caller), run, caller, model);
    }

    @GetMapping(RUN + "/repair")
    String confirm(
            @PathVariable String id, @PathVariable UUID run, @AuthenticationPrincipal Caller caller, Model model) {
        return shown("console/reconcile-confirm", existing(id, caller), run, caller, model);
    }

    /** Only what a dry run has shown to its end is repaired; the repair looks again, and does no more than what it finds then. */
    @PostMapping(RUN + "/repair")
    String repair(
            @PathVariable String id, @PathVariable UUID run, @AuthenticationPrincipal Caller caller, Model model) {
        var publication = existing(id, caller);
        var seen = report(publication, run, caller);
        if (!(seen instanceof OperationsAnswer.Told(var report))) {
            return Elsewhere.page(seen, "Nothing was asked for.", home(publication), model);
        }
        if (!SiteWalk.of(report).ready()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "This is no dry run that came to its end. Make one anew.");
        }
        return begin(publication, false, caller, model);
    }

    private String begin(StatusResource publication, boolean dryRun, Caller caller, Model model) {
        var answer = apis.act(OperationsService.PUBLISHER, walks(publication), Map.of("dryRun", dryRun), caller.name());
        return answer instanceof OperationsAnswer.Told(var begun)
                ? "redirect:" + home(publication) + "/" + UUID.fromString(Elsewhere.text(begun, "id"))
                : Elsewhere.page(answer, "", home(publication), model);
    }

    private String shown(String view, StatusResource publication, UUID run, Caller caller, Model model) {
        var answer = report(publication, run, caller);
        if (!(answer instanceof OperationsAnswer.Told(var report))) {
            return Elsewhere.page(answer, "", home(publication), model);
        }
        model.addAttribute("publication", PublicationRow.of(publication));
        model.addAttribute("walk", SiteWalk.of(report));
        return view;
    }

    private OperationsAnswer report(StatusResource publication, UUID run, Caller caller) {
        var path = walks(publication) + "/" + run + "?publication=" + publication.publicationId();
        return apis.look(OperationsService.PUBLISHER, path, caller.name());
    }

    private String walks(StatusResource publication) {
        var site = administerSites.existing(publication.site()).id();
        return SitesElsewhere.SITES + "/" + site.value() + "/reconciliations";
    }

    private static String home(StatusResource publication) {
        return "/console/publications/" + publication.publicationId() + "/reconcile";
    }

    private StatusResource existing(String id, Caller caller) {
        return PublicationId.parse(id)
                .flatMap(publication -> statuses.find(publication, caller))
                .orElseThrow(Statuses::notFound);
    }
}
