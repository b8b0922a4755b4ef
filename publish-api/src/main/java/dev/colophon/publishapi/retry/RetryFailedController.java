package dev.colophon.publishapi.retry;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.limit.RateLimitHeaders;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.Parameters;
import dev.colophon.publishapi.request.CommandBody;
import dev.colophon.publishapi.site.AdministerSites;
import dev.colophon.publishapi.trace.TraceFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes the command to retry what failed at a site. */
@RestController
class RetryFailedController {

    private static final int UNLESS_SAID = 100;

    private final JsonBody bodies;
    private final AdministerSites administerSites;
    private final RetryFailed retryFailed;
    private final RateLimitHeaders rateLimit;

    RetryFailedController(
            JsonBody bodies, AdministerSites administerSites, RetryFailed retryFailed, RateLimitHeaders rateLimit) {
        this.bodies = bodies;
        this.administerSites = administerSites;
        this.retryFailed = retryFailed;
        this.rateLimit = rateLimit;
    }

    @PostMapping(path = "/v1/sites/{key}/retry-failed", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Retried> retry(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal Caller caller) {
        var site = administerSites.existing(key);
        var from = after == null ? RetryFailed.FROM_THE_FIRST : RetryFailed.placeOf(after);
        var most = Parameters.limit(limit, UNLESS_SAID, RetryFailed.MOST);
        var reason = CommandBody.reasonIn(bodies.bytes(request), request, bodies);
        try {
            var retried = retryFailed.retry(site, from, most, reason, caller, TraceFilter.traceOf(request));
            return ResponseEntity.accepted()
                    .cacheControl(CacheControl.noStore())
                    .body(retried);
        } finally {
            // Each publication has come to count: less is left than was told at the door.
            rateLimit.tell(caller.id(), response);
        }
    }
}
