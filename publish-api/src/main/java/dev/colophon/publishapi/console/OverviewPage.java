package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.status.DueDeliveries;
import dev.colophon.publishapi.status.NewStories;
import dev.colophon.publishapi.status.OpenStories;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows operators what flows now and whether anything needs them. What takes long or is silent holds nothing else up. */
@Controller
class OverviewPage {

    private final NewStories newStories;
    private final OpenStories openStories;
    private final DueDeliveries webhooks;
    private final SitesElsewhere sites;
    private final OperationsApis apis;
    private final InstantSource clock;

    OverviewPage(
            NewStories newStories,
            OpenStories openStories,
            DueDeliveries webhooks,
            SitesElsewhere sites,
            OperationsApis apis,
            InstantSource clock) {
        this.newStories = newStories;
        this.openStories = openStories;
        this.webhooks = webhooks;
        this.sites = sites;
        this.apis = apis;
        this.clock = clock;
    }

    @GetMapping("/console/overview")
    String show(@AuthenticationPrincipal Caller caller, Model model) {
        try (var atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            var standings = CompletableFuture.supplyAsync(() -> sites.standings(caller.name()), atOnce);
            var checks = CompletableFuture.supplyAsync(
                    () -> apis.look(OperationsService.PROJECTOR, "/operations/v1/checks", caller.name()), atOnce);
            var now = clock.instant();
            model.addAttribute("flow", Flow.of(newStories.since(now.minus(Flow.SPAN), Flow.MOST), now));
            model.addAttribute("queues", QueueRow.of(openStories.queues(), webhooks.due(), now));
            model.addAttribute("at", Words.moment(now));
            model.addAttribute("glances", List.of(ofSites(standings.join()), ofChecks(checks.join())));
        }
        return "console/overview";
    }

    private static Glance ofSites(SitesElsewhere.Standings standings) {
        return Glance.ofSites(standings.bySite().values(), standings.missing());
    }

    private static Glance ofChecks(OperationsAnswer answer) {
        var rows = answer instanceof OperationsAnswer.Told(var all)
                ? all.valueStream().map(CheckRow::of).toList()
                : List.<CheckRow>of();
        return Glance.ofChecks(rows, Elsewhere.problem(answer));
    }
}
