package dev.colophon.wordpresspublisher.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The door of the operations API: lets in who shows the key and says who they are, and puts the use on record first. Without a key
 * in the environment there is nothing behind it. All else on this port is not found.
 */
@Component
class OperationsDoor extends OncePerRequestFilter {

    static final String OPERATOR = "colophon.operator";

    private static final Logger LOG = LoggerFactory.getLogger(OperationsDoor.class);
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7E](?:[\\x20-\\x7E]{0,98}[\\x21-\\x7E])?");
    private static final String PREFIX = "/operations/v1/";
    private static final String BEARER = "Bearer ";

    private final OperationsProperties properties;
    private final OperationsUses uses;
    private final Supplier<UUID> ids;
    private final JsonMapper json;

    OperationsDoor(OperationsProperties properties, OperationsUses uses, Supplier<UUID> ids, JsonMapper json) {
        this.properties = properties;
        this.uses = uses;
        this.ids = ids;
        this.json = json;
        if (!properties.isOpen()) {
            LOG.info("OPERATIONS_CLOSED no COLOPHON_OPERATIONS_KEY is set: the operations API answers 404 to all");
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            String operator = admit(request);
            UUID use = ids.get();
            uses.begin(use, operator, request.getMethod(), request.getRequestURI());
            request.setAttribute(OPERATOR, operator);
            chain.doFilter(request, response);
            uses.end(use, response.getStatus());
        } catch (OperationsProblem refused) {
            if (refused.status() == HttpStatus.UNAUTHORIZED) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            write(response, refused);
        } catch (DataAccessException unavailable) {
            LOG.error(
                    "OPERATIONS_UNAVAILABLE a use cannot be put on record, so it is refused: {}",
                    unavailable.toString());
            write(
                    response,
                    new OperationsProblem(
                            OperationsCode.DATABASE_UNAVAILABLE,
                            "The database cannot be used now. What was asked for may or may not have been done: look."));
        }
    }

    private String admit(HttpServletRequest request) {
        if (!properties.isOpen() || !request.getRequestURI().startsWith(PREFIX)) {
            throw new OperationsProblem(OperationsCode.NOT_FOUND, "There is nothing here.");
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null
                || !authorization.startsWith(BEARER)
                || !properties.opens(authorization.substring(BEARER.length()))) {
            throw new OperationsProblem(
                    OperationsCode.OPERATIONS_KEY_REFUSED, "Authorization: Bearer with the operations key.");
        }
        return operator(request.getHeader("X-Operator"));
    }

    private static String operator(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new OperationsProblem(
                    OperationsCode.OPERATOR_MISSING,
                    "X-Operator must say who you are: 1 to 100 printable ASCII characters.");
        }
        return name;
    }

    private void write(HttpServletResponse response, OperationsProblem refused) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(refused.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(refused.body()));
    }
}
