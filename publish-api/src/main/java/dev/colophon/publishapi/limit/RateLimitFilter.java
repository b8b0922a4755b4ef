package dev.colophon.publishapi.limit;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a client asks beyond its limit, and says in every answer how much is left. It stands behind the locks: who
 * has no key is refused there.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimits limits;
    private final RateLimitHeaders headers;
    private final Problems problems;

    RateLimitFilter(RateLimits limits, RateLimitHeaders headers, Problems problems) {
        this.limits = limits;
        this.headers = headers;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
            chain.doFilter(request, response);
            return;
        }
        var taken = limits.take(caller.id());
        headers.tell(caller.id(), response);
        if (taken.granted()) {
            chain.doFilter(request, response);
            return;
        }
        problems.write(limits.refusal(taken), request, response);
    }
}
