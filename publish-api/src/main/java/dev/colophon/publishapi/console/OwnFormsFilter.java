package dev.colophon.publishapi.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a form that the browser says comes from another site or a neighbouring host ({@code Sec-Fetch-Site} of Fetch Metadata). Browsers say
 * it over TLS and on this machine; who says nothing is left to the form's token. Not a bean: it belongs to the console's chain.
 */
class OwnFormsFilter extends OncePerRequestFilter {

    private static final String FROM = "Sec-Fetch-Site";
    private static final Set<String> OURS = Set.of("same-origin", "none");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var from = request.getHeader(FROM);
        if (HttpMethod.POST.matches(request.getMethod()) && from != null && !OURS.contains(from)) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            response.setContentType(MediaType.TEXT_PLAIN_VALUE + ";charset=utf-8");
            response.getWriter().write("This form was sent from another site, and nothing was done.");
            return;
        }
        chain.doFilter(request, response);
    }
}
