package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access tokens beside API keys: a token tells who it is, our own table what that one may do. */
class OAuthTest extends ApiTest {

    private String oauthClient;

    @BeforeEach
    void aClientThatAnAdministratorGaveAnOAuthClient() {
        oauthClient = "oauth-" + shortId();
        assertThat(register(oauthClient, "client").status()).isEqualTo(201);
    }

    @Test
    void a_token_of_the_issuer_for_us_lets_its_client_in_with_the_role_that_it_has_here() throws JOSEException {
        var token = signed(Issuer.claims(oauthClient)
                .claim("scope", "admin")
                .claim("roles", "admin")
                .build());

        assertThat(status(token, "/v1/sites")).isEqualTo(200);
        assertThat(status(token, "/v1/clients")).isEqualTo(403);
        var published =
                send("POST", "/v1/publications", token, Map.of("Idempotency-Key", shortId()), story().toString());
        assertThat(published.status()).isEqualTo(202);
        assertThat(status(token, "/v1/publications/" + published.text("/publicationId")))
                .isEqualTo(200);
        assertThat(get("/v1/publications/" + published.text("/publicationId")).status())
                .as("with another client's key")
                .isEqualTo(404);
    }

    @Test
    void a_token_may_say_that_it_is_an_access_token() throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(Issuer.KEY.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                Issuer.claims(oauthClient).build());
        token.sign(new RSASSASigner(Issuer.KEY));

        assertThat(status(token.serialize(), "/v1/sites")).isEqualTo(200);
    }

    @Test
    void any_other_token_is_a_401() throws JOSEException {
        var now = Instant.now();
        var others = new LinkedHashMap<String, String>();
        others.put(
                "of nobody here", signed(Issuer.claims("stranger-" + shortId()).build()));
        others.put(
                "of a client by its name alone",
                signed(Issuer.claims("bootstrap-admin").build()));
        others.put(
                "without a client",
                signed(Issuer.claims(oauthClient).claim("client_id", null).build()));
        others.put(
                "of another issuer",
                signed(Issuer.claims(oauthClient)
                        .issuer("https://evil.example/")
                        .build()));
        others.put(
                "for another audience",
                signed(Issuer.claims(oauthClient)
                        .audience("https://other.example")
                        .build()));
        others.put(
                "for nobody",
                signed(Issuer.claims(oauthClient).audience((String) null).build()));
        others.put(
                "expired",
                signed(Issuer.claims(oauthClient)
                        .expirationTime(Date.from(now.minusSeconds(90)))
                        .build()));
        others.put(
                "without an end",
                signed(Issuer.claims(oauthClient).expirationTime(null).build()));
        others.put(
                "not valid yet",
                signed(Issuer.claims(oauthClient)
                        .notBeforeTime(Date.from(now.plusSeconds(300)))
                        .build()));
        others.put(
                "signed by another key of that id",
                signedBy(Issuer.rsa("key-1"), Issuer.claims(oauthClient).build()));
        others.put(
                "signed by an unknown key",
                signedBy(Issuer.rsa("key-2"), Issuer.claims(oauthClient).build()));
        others.put("not signed", new PlainJWT(Issuer.claims(oauthClient).build()).serialize());
        others.put("signed with the public key as a secret", macWithPublicKey());
        others.put(
                "changed after it was signed",
                changed(signed(Issuer.claims(oauthClient).build())));
        others.put("no token", "eyJhbGciOiJSUzI1NiJ9.e30.x");
        others.put("three dots", "...");
        others.forEach((what, token) -> {
            var answer = send("GET", "/v1/sites", token, Map.of(), "");
            assertThat(answer.status()).as(what).isEqualTo(401);
            assertThat(answer.text("/code")).as(what).isEqualTo("UNAUTHENTICATED");
            assertThat(answer.body()).as(what).doesNotContain(token);
        });
    }

    @Test
    void an_oauth_client_is_given_to_one_client_only() {
        assertThat(register(oauthClient, "operator").text("/code")).isEqualTo("CLIENT_EXISTS");
        assertThat(register("has a blank", "client").text("/errors/0/code")).isEqualTo("INVALID_OAUTH_CLIENT");
    }

    private Response register(String oauthClient, String role) {
        return send("POST", "/v1/clients", ADMIN_KEY, Map.of(), """
                {"name": "by-token-%s", "role": "%s", "oauthClient": "%s"}""".formatted(shortId(), role, oauthClient));
    }

    private int status(String token, String path) {
        return send("GET", path, token, Map.of(), "").status();
    }

    private static String signed(JWTClaimsSet claims) throws JOSEException {
        return signedBy(Issuer.KEY, claims);
    }

    private static String signedBy(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private String macWithPublicKey() throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(Issuer.KEY.getKeyID())
                        .build(),
                Issuer.claims(oauthClient).build());
        token.sign(new MACSigner(Issuer.KEY.toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String changed(String token) {
        var parts = token.split("\\.", -1);
        var claims = Issuer.claims("someone-else").build().toString();
        parts[1] = com.nimbusds.jose.util.Base64URL.encode(claims).toString();
        return String.join(".", parts);
    }
}
