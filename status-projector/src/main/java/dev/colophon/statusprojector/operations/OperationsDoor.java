package dev.colophon.statusprojector.operations;

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
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in who shows the key and says who they are, and puts the use on record first: what cannot be put on record is not done.
 * Without a key in the environment there is nothing here at all.
 */
@Component
class OperationsDoor extends OncePerRequestFilter {

    /** The request attribute that says who it is. */
    static final String OPERATOR = "colophon.operator";

    private static final Logger LOG = LoggerFactory.getLogger(OperationsDoor.class);
    private static final Pattern NAME = Pattern.compile("[\\x20-\\x7E]{1,100}");
    private static final String PATHS = "/operations/v1/";
    private static final String BEARER = "Bearer ";

    private final OperationsKey key;
    private final OperationsUses uses;
    private final Supplier<UUID> ids;
    private final JsonMapper json;

    OperationsDoor(OperationsKey key, OperationsUses uses, Supplier<UUID> ids, JsonMapper json) {
        this.key = key;
        this.uses = uses;
        this.ids = ids;
        this.json = json;
        if (!key.isSet()) {
            LOG.info("OPERATIONS_CLOSED: COLOPHON_OPERATIONS_KEY is not set, so /operations answers 404 to everybody");
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            var operator = admitted(request);
            var use = ids.get();
            uses.begin(use, operator, request.getMethod(), request.getRequestURI());
            request.setAttribute(OPERATOR, operator);
            chain.doFilter(request, response);
            uses.end(use, response.getStatus());
        } catch (OperationsRefused refused) {
            answer(response, refused);
        } catch (DataAccessException | CannotCreateTransactionException e) {
            LOG.error(
                    "DATABASE_UNAVAILABLE: a use of the operations API is refused or not on record ({})", e.toString());
            answer(
                    response,
                    new OperationsRefused(
                            OperationsCode.DATABASE_UNAVAILABLE,
                            "The database cannot be used. Look first whether it was done, then repeat it."));
        }
    }

    private String admitted(HttpServletRequest request) {
        if (!key.isSet() || !request.getRequestURI().startsWith(PATHS)) {
            throw new OperationsRefused(OperationsCode.NOT_FOUND, "There is nothing here.");
        }
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null
                || !authorization.startsWith(BEARER)
                || !key.is(authorization.substring(BEARER.length()))) {
            throw new OperationsRefused(
                    OperationsCode.OPERATIONS_KEY_REFUSED, "Show the key: Authorization: Bearer ...");
        }
        return named(request.getHeader("X-Operator"));
    }

    private static String named(@Nullable String operator) {
        if (operator == null || operator.isBlank() || !NAME.matcher(operator).matches()) {
            throw new OperationsRefused(
                    OperationsCode.OPERATOR_MISSING,
                    "Say who you are: X-Operator, 1 to 100 printable ASCII characters.");
        }
        return operator.strip();
    }

    private void answer(HttpServletResponse response, OperationsRefused refused) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(refused.status().value());
        if (refused.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(refused.problem()));
    }
}
