package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.node.ObjectNode;

/** That a row which PostgreSQL refuses is not quoted in the log, where its details would put it. */
@ExtendWith(OutputCaptureExtension.class)
class LoggedSecretsTest extends ApiTest {

    private static final int MORE_STEPS_THAN_THERE_ARE = 40;

    @AfterEach
    void takeTheConstraintAway() {
        tables.sql("ALTER TABLE publish_api.variant DROP CONSTRAINT IF EXISTS planted")
                .update();
    }

    /** As LOGGING_LEVEL_ROOT=debug does it; what is capped in the service's own configuration stays so. */
    @Test
    void with_debug_on_no_secret_is_logged_in_any_flow_nor_where_it_is_refused(
            CapturedOutput output, @Autowired LoggingSystem logging) throws JOSEException {
        var secrets = new ArrayList<String>();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        try {
            var key = newClient("client");
            secrets.add(key);
            var webhook = send("POST", "/v1/webhooks", key, Map.of(), "{\"url\": \"https://hooks.example\"}");
            secrets.add(webhook.text("/secret"));
            var rotated =
                    send("POST", "/v1/webhooks/" + webhook.text("/webhookId") + "/rotate-secret", key, Map.of(), "");
            secrets.add(rotated.text("/secret"));
            var pluginKey = "colophon_" + "c".repeat(16) + "_" + "a".repeat(64);
            secrets.add(pluginKey);
            var credentials = "{\"kind\": \"api_key\", \"key\": \"" + pluginKey + "\"}";
            var path = "/v1/sites/" + site + "/credentials";
            assertThat(send("PUT", path, ADMIN_KEY, Map.of(), credentials).status())
                    .isEqualTo(200);
            assertThat(send("PUT", path, ADMIN_KEY, Map.of(), credentials + "}").status())
                    .isEqualTo(400);
            assertThat(send("PUT", path, ADMIN_KEY, Map.of(), credentials.replace("kind", "kinds"))
                            .status())
                    .isEqualTo(400);
            assertThat(send("PUT", path, key, Map.of(), credentials).status()).isEqualTo(403);
            assertThat(send("GET", "/v1/sites?key=x", key + "x", Map.of(), "").status())
                    .isEqualTo(401);
            var token = tokenOfNobody();
            secrets.add(token.getSignature().toString());
            assertThat(send("GET", "/v1/sites", token.serialize(), Map.of(), "").status())
                    .isEqualTo(401);
            assertThat(send("GET", "/v1/sites", token.serialize() + ".x", Map.of(), "")
                            .status())
                    .isEqualTo(401);
            var request = story();
            content(request).put("password", "canary-of-the-readers");
            secrets.add("canary-of-the-readers");
            assertThat(publish(request).status()).isEqualTo(202);
            assertThat(publish(request.put("site", "nowhere")).status()).isEqualTo(422);
            secrets.addAll(List.of(clientKey, ADMIN_KEY, SITE_PASSWORD));
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        assertThat(output.getAll()).contains("DEBUG", "Mapped to dev.colophon");
        assertThat(secrets)
                .hasSize(9)
                .allSatisfy(secret -> assertThat(lineWith(secret, output)).isEmpty());
    }

    /** Each flow that takes or makes a secret, broken at each of its statements in turn. */
    @Test
    void a_failure_of_the_database_tells_no_secret_in_its_answer_nor_with_debug_on_in_the_log(
            CapturedOutput output, @Autowired LoggingSystem logging) {
        var pluginKey = "colophon_" + "d".repeat(16) + "_" + "b".repeat(64);
        var webhook = send("POST", "/v1/webhooks", clientKey, Map.of(), "{\"url\": \"https://hooks.example\"}");
        var story = story();
        content(story).put("password", "canary-of-the-readers");
        var flows = flowsWithSecrets(pluginKey, webhook.text("/webhookId"), story);
        var secrets = List.of(
                pluginKey,
                SITE_PASSWORD,
                "canary-of-the-readers",
                "canary-of-the-path",
                webhook.text("/secret").substring("whsec_".length()),
                clientKey,
                ADMIN_KEY);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        try {
            for (var flow : flows) {
                var failed = failures(flow);
                assertThat(failed)
                        .as("flow %d was broken", flows.indexOf(flow))
                        .isNotEmpty()
                        .allSatisfy(answer -> assertThat(
                                        answer.body() + answer.headers().map())
                                .contains("INTERNAL_ERROR")
                                .doesNotContain("planted")
                                .doesNotContain(secrets)
                                .doesNotContain("whsec_", "sealed"));
            }
        } finally {
            database.heal();
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        assertThat(output.getAll()).contains("DEBUG", "planted fault");
        assertThat(secrets)
                .allSatisfy(secret -> assertThat(lineWith(secret, output)).isEmpty());
    }

    /** What the container says of a request that it cannot read, it says once at INFO and then at DEBUG. */
    @ParameterizedTest
    @EnumSource(names = {"INFO", "DEBUG"})
    void a_request_that_cannot_be_read_is_not_quoted_in_the_log(
            LogLevel level, CapturedOutput output, @Autowired LoggingSystem logging) throws IOException {
        var secret = "clp_" + "z".repeat(35) + shortId();
        var end = "\r\nHost: a\r\nConnection: close\r\n";
        var form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + (secret.length() + 7)
                + "\r\n\r\nkey=" + secret + "%ff";
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
        try {
            assertThat(Stream.of(
                                    "GET /v1/sites HTTP/1.1" + end + "Authorization : Bearer " + secret + "\r\n\r\n",
                                    "GET /v1/sites HTTP/1.1" + end + "Authorization: Bearer " + secret + "\0\r\n\r\n",
                                    "GET /v1/sites?key=" + secret + "{ HTTP/1.1" + end + "\r\n",
                                    "GET /v1/sites HTTP/1.1" + secret + end + "\r\n",
                                    "GET /v1/sites?access_token=" + secret + "%ff HTTP/1.1" + end
                                            + "Authorization: Bearer " + clientKey + "\r\n\r\n",
                                    "POST /console/sign-in HTTP/1.1" + end + form)
                            .map(this::statusOf))
                    .containsOnly("400");
            assertThat(Stream.of(
                                    "GET /console/sign-in?key=" + secret + "%ff HTTP/1.1" + end + "\r\n",
                                    "GET /console/sign-in HTTP/1.1" + end + "Cookie: colophon_console=" + secret
                                            + "; a b=c d\"\r\n\r\n")
                            .map(this::statusOf))
                    .as("nobody reads it")
                    .containsOnly("200");
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        assertThat(lineWith(secret, output)).isEmpty();
        assertThat(output).doesNotContain("This is a defect");
    }

    private String statusOf(String raw) {
        try {
            return answerTo(raw).split(" ", 3)[1];
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<Supplier<Response>> flowsWithSecrets(String pluginKey, String webhookId, ObjectNode story) {
        return List.of(
                () -> send(
                        "PUT",
                        "/v1/sites/" + site + "/credentials",
                        ADMIN_KEY,
                        Map.of(),
                        "{\"kind\": \"api_key\", \"key\": \"" + pluginKey + "\"}"),
                () -> send(
                        "PUT",
                        "/v1/sites/" + site,
                        ADMIN_KEY,
                        Map.of(),
                        siteBody(site).toString()),
                () -> send(
                        "POST",
                        "/v1/webhooks",
                        clientKey,
                        Map.of(),
                        "{\"url\": \"https://hooks.example/canary-of-the-path\"}"),
                () -> send("POST", "/v1/webhooks/" + webhookId + "/rotate-secret", clientKey, Map.of(), ""),
                () -> publish(story, shortId()));
    }

    private static SignedJWT tokenOfNobody() throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(Issuer.KEY.getKeyID())
                        .build(),
                Issuer.claims("stranger-" + shortId()).build());
        token.sign(new RSASSASigner(Issuer.KEY));
        return token;
    }

    /** What is answered when the first statement of a transaction fails, the second, and so on, until none is left to fail. */
    private List<Response> failures(Supplier<Response> flow) {
        var answers = new ArrayList<Response>();
        for (var step = 1; step <= MORE_STEPS_THAN_THERE_ARE; step++) {
            database.failAtStep(step);
            var answer = flow.get();
            database.heal();
            if (!database.firedSince()) {
                return answers;
            }
            if (answer.status() >= 500) { // else the fault was another's, who works in the background
                answers.add(answer);
            }
        }
        throw new AssertionError("there are more steps than were thought of");
    }

    private static List<String> lineWith(String secret, CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains(secret))
                .map(line -> line.replace(secret, "[the secret]"))
                .limit(3)
                .toList();
    }

    @Test
    void a_refused_row_is_logged_without_what_it_holds(CapturedOutput output) {
        tables.sql("ALTER TABLE publish_api.variant ADD CONSTRAINT planted CHECK (password <> 'canary-of-the-row')")
                .update();
        var request = story();
        content(request).put("password", "canary-of-the-row").put("html", "<p>canary of the text</p>");
        var answer = publish(request);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(output).contains("planted").doesNotContain("canary", clientKey, ADMIN_KEY, SITE_PASSWORD);
        assertThat(answer.body()).doesNotContain("canary", "planted");
    }
}
