package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.client.RecogniseCaller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who looks at the console, from the session alone. Not a bean: it belongs to the console's chain. */
class SessionFilter extends OncePerRequestFilter {

    private final RecogniseCaller recogniseCaller;
    private final InstantSource clock;

    SessionFilter(RecogniseCaller recogniseCaller, InstantSource clock) {
        this.recogniseCaller = recogniseCaller;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var signedIn = SignedIn.of(request);
        if (signedIn.isPresent()) {
            signedIn.filter(session -> session.lastsAt(clock.instant(), request))
                    .flatMap(session -> recogniseCaller.by(session.key()))
                    .ifPresentOrElse(SessionFilter::authenticate, () -> SignedIn.end(request));
        }
        chain.doFilter(request, response);
    }

    private static void authenticate(Caller caller) {
        var authorities = List.of(new SimpleGrantedAuthority(caller.role().name()));
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, authorities));
        SecurityContextHolder.setContext(context);
    }
}
