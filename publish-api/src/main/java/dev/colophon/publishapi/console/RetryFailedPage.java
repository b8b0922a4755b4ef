package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.request.CommandBody;
import dev.colophon.publishapi.retry.Retried;
import dev.colophon.publishapi.retry.RetryFailed;
import dev.colophon.publishapi.site.AdministerSites;
import dev.colophon.publishapi.status.FailedPublications;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.trace.TraceFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what failed at a site, and retries all of it at once when that is confirmed. */
@Controller
@RequestMapping("/console/sites/{key}/retry-failed")
class RetryFailedPage {

    private static final int NAMED = 20;

    private final AdministerSites administerSites;
    private final FailedPublications failedPublications;
    private final RetryFailed retryFailed;

    RetryFailedPage(AdministerSites administerSites, FailedPublications failedPublications, RetryFailed retryFailed) {
        this.administerSites = administerSites;
        this.failedPublications = failedPublications;
        this.retryFailed = retryFailed;
    }

    @GetMapping
    String confirm(@PathVariable String key, @RequestParam(defaultValue = "") String after, Model model) {
        var site = administerSites.existing(key);
        var failed = failedPublications.at(site.id(), placeOf(after), RetryFailed.MOST);
        model.addAttribute("site", SiteRow.of(site, null));
        model.addAttribute("after", after);
        model.addAttribute("count", failed.size());
        model.addAttribute("named", failed.stream().limit(NAMED).toList());
        return "console/site-retry";
    }

    @PostMapping
    String retry(
            @PathVariable String key,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var site = administerSites.existing(key);
        var why = reason.isBlank() ? null : new CommandBody(reason.strip()).check();
        var retried =
                retryFailed.retry(site, placeOf(after), RetryFailed.MOST, why, caller, TraceFilter.traceOf(request));
        model.addAttribute("site", SiteRow.of(site, null));
        model.addAttribute("counts", retried.counts());
        model.addAttribute("refused", RefusedRow.of(retried));
        model.addAttribute("next", retried.next());
        return "console/site-retried";
    }

    private static PublicationId placeOf(String after) {
        return after.isEmpty() ? RetryFailed.FROM_THE_FIRST : RetryFailed.placeOf(after);
    }

    /** A publication that cannot be retried, and why not. */
    record RefusedRow(String id, String storyKey, String why) {

        static List<RefusedRow> of(Retried retried) {
            var rows = new ArrayList<RefusedRow>();
            for (var item : retried.items()) {
                var problem = item.problem();
                if (problem != null) {
                    var why = problem.code() + ": " + problem.detail() + " " + problem.fix();
                    rows.add(new RefusedRow(item.publicationId().toString(), item.storyKey(), why));
                }
            }
            return rows;
        }
    }
}
