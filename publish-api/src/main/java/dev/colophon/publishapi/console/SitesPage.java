package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.problem.Parameters;
import dev.colophon.publishapi.site.AdministerSites;
import dev.colophon.publishapi.site.SitePage;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the sites: to everyone what they are, to operators how the publisher fares there; suspends, resumes and tries them. */
@Controller
@RequestMapping("/console/sites")
class SitesPage {

    private static final String COMMANDS = "/{key}/{action:suspend|resume}";

    private final AdministerSites administerSites;
    private final SitesElsewhere elsewhere;

    SitesPage(AdministerSites administerSites, SitesElsewhere elsewhere) {
        this.administerSites = administerSites;
        this.elsewhere = elsewhere;
    }

    /** @param after the last site of the page before */
    @GetMapping
    String list(@RequestParam(defaultValue = "") String after, @AuthenticationPrincipal Caller caller, Model model) {
        var page = administerSites.list(Parameters.after(after), SitePage.MOST);
        var standings = caller.seesAllClients()
                ? elsewhere.standings(caller.name())
                : new SitesElsewhere.Standings(Map.of(), "");
        model.addAttribute("missing", standings.missing());
        model.addAttribute(
                "rows",
                page.sites().stream()
                        .map(site -> SiteRow.of(
                                site, standings.bySite().get(site.id().value().toString())))
                        .toList());
        model.addAttribute("next", page.next());
        return "console/sites";
    }

    @GetMapping("/{key}")
    String show(@PathVariable String key, @AuthenticationPrincipal Caller caller, Model model) {
        var site = administerSites.existing(key);
        model.addAttribute("site", SiteRow.of(site, null));
        if (caller.seesAllClients()) {
            model.addAttribute("health", SiteHealth.of(elsewhere.health(site, caller.name())));
        }
        return "console/site";
    }

    @PostMapping("/{key}/test")
    String test(@PathVariable String key, @AuthenticationPrincipal Caller caller, Model model) {
        var site = administerSites.existing(key);
        model.addAttribute("site", SiteRow.of(site, null));
        model.addAttribute("trial", SiteTrial.of(elsewhere.test(site, caller.name())));
        return "console/site-trial";
    }

    @GetMapping(COMMANDS)
    String confirm(@PathVariable String key, @PathVariable String action, Model model) {
        model.addAttribute("site", SiteRow.of(administerSites.existing(key), null));
        model.addAttribute("action", action);
        model.addAttribute(
                "consequence",
                action.equals("suspend")
                        ? "New jobs for this site are refused until it is resumed, and what was accepted waits. "
                                + "Posts that are public stay so."
                        : "Jobs for this site are accepted again, and what waits goes on.");
        return "console/site-confirm";
    }

    @PostMapping(COMMANDS)
    String command(@PathVariable String key, @PathVariable String action) {
        var site = action.equals("suspend") ? administerSites.suspend(key) : administerSites.resume(key);
        return "redirect:/console/sites/" + site.key();
    }
}
