package dev.colophon.publishapi.client;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An authorization server whose access tokens are taken beside API keys; without an issuer none is.
 *
 * @param issuer that a token must name, word for word
 * @param jwkSetUri where its public keys are; https, or plain http at this machine itself
 * @param audience that a token must be made for: this API
 * @param clientClaim claim that names the OAuth client
 */
@ConfigurationProperties("colophon.oauth")
record OAuthProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("") String jwkSetUri,
        @DefaultValue("") String audience,
        @DefaultValue("client_id") String clientClaim) {

    OAuthProperties {
        if (!issuer.isBlank() && (jwkSetUri.isBlank() || audience.isBlank() || clientClaim.isBlank())) {
            throw new IllegalArgumentException(
                    "colophon.oauth.issuer asks for jwk-set-uri, audience and client-claim too: a token for anyone is for nobody");
        }
        if (!jwkSetUri.isBlank() && !safe(URI.create(jwkSetUri))) {
            throw new IllegalArgumentException(
                    "colophon.oauth.jwk-set-uri must be https: who can change the keys on the way lets anybody in");
        }
    }

    boolean used() {
        return !issuer.isBlank();
    }

    private static boolean safe(URI uri) {
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost()));
    }
}
