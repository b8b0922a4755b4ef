package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Finds out who calls by an access token. The token says only which OAuth client it is: what that one may do stands in our own
 * table, where an administrator has named it, so that whoever can make clients at the authorization server is nobody here.
 */
class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final @Nullable JwtDecoder decoder;
    private final String clientClaim;
    private final Clients clients;

    /** Without a decoder no token is taken. */
    AccessTokens(@Nullable JwtDecoder decoder, String clientClaim, Clients clients) {
        this.decoder = decoder;
        this.clientClaim = clientClaim;
        this.clients = clients;
    }

    /** The caller; empty if the token is not valid or names no client of ours; 503 if nobody can tell. */
    Optional<Caller> by(String token) {
        return decoded(token)
                .map(valid -> valid.getClaims().get(clientClaim))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .flatMap(clients::byOAuthClient);
    }

    private Optional<Jwt> decoded(String token) {
        if (decoder == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.decode(token));
        } catch (BadJwtException refused) {
            log.debug("An access token was refused: {}", refused.getMessage());
            return Optional.empty();
        } catch (JwtException unknown) {
            log.warn(
                    "The keys of the authorization server cannot be read: callers with access tokens get 503 until they can. {}",
                    unknown.getMessage());
            throw new ProblemException(
                    ProblemCode.AUTHORIZATION_SERVER_UNAVAILABLE,
                    "The access token cannot be checked at the moment. Nothing was done; repeat the request, or use an API key.",
                    RETRY_AFTER);
        }
    }
}
