package dev.colophon.publishapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(PostgresExtension.class)
class AccessTokensTest {

    private final Clients clients;

    AccessTokensTest(PostgresServer postgres) {
        postgres.migrate("publish-api");
        clients = new Clients(JdbcClient.create(postgres.as("publish_api")));
    }

    @Test
    void while_the_keys_cannot_be_had_nobody_can_tell_whether_a_token_is_valid() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        var tokens = tokens(new OAuthProperties(
                "https://login.example/", "http://127.0.0.1:" + closed + "/keys", "us", "client_id"));
        var key = new RSAKeyGenerator(2048).keyID("one").generate();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), new JWTClaimsSet.Builder().build());
        token.sign(new RSASSASigner(key));

        assertThatThrownBy(() -> tokens.by(token.serialize()))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(
                        refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.AUTHORIZATION_SERVER_UNAVAILABLE));
        assertThat(tokens.by("no token at all")).isEmpty();
    }

    @Test
    void without_an_issuer_no_token_is_taken() {
        assertThat(tokens(new OAuthProperties("", "", "", "client_id")).by("a.b.c"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example/, '', us",
        "https://login.example/, https://login.example/keys, ''",
        "https://login.example/, http://login.example/keys, us",
        "https://login.example/, ftp://login.example/keys, us"
    })
    void half_a_configuration_or_keys_that_anyone_on_the_way_could_change_stop_the_start(
            String issuer, String keys, String audience) {
        assertThatThrownBy(() -> new OAuthProperties(issuer, keys, audience, "client_id"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private AccessTokens tokens(OAuthProperties properties) {
        return new OAuthConfiguration().accessTokens(properties, clients, InstantSource.system());
    }
}
