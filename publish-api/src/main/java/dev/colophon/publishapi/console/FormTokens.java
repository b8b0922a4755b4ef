package dev.colophon.publishapi.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Tokens of forms: the session's own for whoever has signed in, so that a cookie planted from a neighbouring host forges none; in a cookie
 * before that, since there is no session that could hold it.
 */
class FormTokens implements CsrfTokenRepository {

    private final CsrfTokenRepository signedIn = new HttpSessionCsrfTokenRepository();
    private final CsrfTokenRepository before = inCookies();

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }

    private CsrfTokenRepository of(HttpServletRequest request) {
        return SignedIn.of(request).isPresent() ? signedIn : before;
    }

    private static CsrfTokenRepository inCookies() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("colophon_form");
        tokens.setCookiePath("/console");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").httpOnly(true));
        return tokens;
    }
}
