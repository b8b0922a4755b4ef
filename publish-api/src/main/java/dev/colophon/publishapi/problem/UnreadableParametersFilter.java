package dev.colophon.publishapi.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses parameters that are no text where they are read before there is a controller, as a form's token is. The container would log
 * them with their values.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class UnreadableParametersFilter extends OncePerRequestFilter {

    private final Problems problems;

    UnreadableParametersFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (InvalidParameterException unreadable) {
            problems.write(unreadable, request, response);
        } catch (ServletException failure) {
            if (!(failure.getCause() instanceof InvalidParameterException unreadable)) {
                throw failure;
            }
            problems.write(unreadable, request, response);
        }
    }
}
