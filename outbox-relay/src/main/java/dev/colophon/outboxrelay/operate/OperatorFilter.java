package dev.colophon.outboxrelay.operate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in who brings the operators' key and a name. Without a key in the environment there is nothing here, nor at any other address of
 * this port, in whatever spelling.
 */
@Component
class OperatorFilter extends OncePerRequestFilter {

    static final String OPERATOR = "dev.colophon.outboxrelay.operator";

    private static final String PATHS = "/operations/v1/";
    private static final String BEARER = "Bearer ";
    private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e]{1,100}");
    private static final Logger LOG = LoggerFactory.getLogger(OperatorFilter.class);

    private final OperationsProperties properties;
    private final JsonMapper json;

    OperatorFilter(OperationsProperties properties, JsonMapper json) {
        this.properties = properties;
        this.json = json;
        if (!properties.isSet()) {
            LOG.info("COLOPHON_OPERATIONS_KEY is not set: /operations answers 404");
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var refusal = refusal(request);
        if (refusal == null) {
            request.setAttribute(OPERATOR, request.getHeader("X-Operator").strip());
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(refusal.getStatus());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (refusal.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(refusal));
    }

    private @Nullable ProblemDetail refusal(HttpServletRequest request) {
        if (!properties.isSet() || !request.getRequestURI().startsWith(PATHS)) {
            return Problems.of(OperationsCode.NOT_FOUND, "There is nothing at this address");
        }
        if (!properties.isKey(key(request))) {
            return Problems.of(OperationsCode.UNAUTHENTICATED, "No valid operations key came with this");
        }
        var name = request.getHeader("X-Operator");
        if (name == null || name.isBlank() || !NAME.matcher(name).matches()) {
            return Problems.of(
                    OperationsCode.OPERATOR_MISSING, "X-Operator must say who asks, in 1 to 100 printable characters");
        }
        return null;
    }

    private static Optional<String> key(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
    }
}
