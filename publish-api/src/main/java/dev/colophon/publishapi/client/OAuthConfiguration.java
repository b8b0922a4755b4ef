package dev.colophon.publishapi.client;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** How access tokens are read: signed with a public key of the one issuer, for us, and for a time. */
@Configuration(proxyBeanMethods = false)
class OAuthConfiguration {

    /** No shared secret and no "none": only what the issuer alone can sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 2000;
    private static final int MAX_KEYS_BYTES = 256 * 1024;

    @Bean
    AccessTokens accessTokens(OAuthProperties properties, Clients clients, InstantSource clock) {
        return properties.used()
                ? new AccessTokens(decoder(properties, clock), properties.clientClaim(), clients)
                : new AccessTokens(null, properties.clientClaim(), clients);
    }

    private static JwtDecoder decoder(OAuthProperties properties, InstantSource clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(properties)));
        processor.setJWTClaimsSetVerifier((_, _) -> {}); // below, by the injected clock
        var decoder = new NimbusJwtDecoder(processor);
        var times = new JwtTimestampValidator(SKEW);
        times.setClock(clock.withZone(ZoneOffset.UTC));
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times,
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(properties.audience()))));
        return decoder;
    }

    private static com.nimbusds.jose.jwk.source.JWKSource<SecurityContext> keys(OAuthProperties properties) {
        try {
            var url = URI.create(properties.jwkSetUri()).toURL();
            var retriever = new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MAX_KEYS_BYTES);
            return JWKSourceBuilder.<SecurityContext>create(url, retriever)
                    .outageTolerant(Duration.ofHours(1).toMillis())
                    .build();
        } catch (MalformedURLException unusable) {
            throw new IllegalStateException("colophon.oauth.jwk-set-uri is not a URL", unusable);
        }
    }
}
