package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, from {@code Authorization: Bearer <key or access token>} alone. Not a bean: it belongs to the one chain. */
class ApiKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final RecogniseCaller recogniseCaller;
    private final AccessTokens accessTokens;
    private final Problems problems;

    ApiKeyFilter(RecogniseCaller recogniseCaller, AccessTokens accessTokens, Problems problems) {
        this.recogniseCaller = recogniseCaller;
        this.accessTokens = accessTokens;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = callerOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        } catch (DataAccessException | ProblemException failure) {
            problems.write(failure, request, response);
            return;
        }
        caller.ifPresent(ApiKeyFilter::authenticate);
        chain.doFilter(request, response);
    }

    private Optional<Caller> callerOf(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        var token = header.substring(SCHEME.length()).strip();
        var key = ApiKey.parse(token);
        return key.isPresent() ? key.flatMap(recogniseCaller::by) : accessTokens.by(token);
    }

    private static void authenticate(Caller caller) {
        var authorities = List.of(new SimpleGrantedAuthority(caller.role().name()));
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, authorities));
        SecurityContextHolder.setContext(context);
    }

    /** The refusal of a request without a valid key. */
    static ProblemException unauthenticated() {
        return new ProblemException(
                ProblemCode.UNAUTHENTICATED,
                "Send Authorization: Bearer <key> with a valid API key (or, where they are set up, an access token); an "
                        + "administrator registers clients.");
    }
}
