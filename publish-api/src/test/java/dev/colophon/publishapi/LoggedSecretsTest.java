package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** That a row which PostgreSQL refuses is not quoted in the log, where its details would put it. */
@ExtendWith(OutputCaptureExtension.class)
class LoggedSecretsTest extends ApiTest {

    @AfterEach
    void takeTheConstraintAway() {
        tables.sql("ALTER TABLE publish_api.variant DROP CONSTRAINT IF EXISTS planted")
                .update();
    }

    /** As LOGGING_LEVEL_ROOT=debug does it; what is capped in the service's own configuration stays so. */
    @Test
    void with_debug_on_no_secret_is_logged_in_any_flow_nor_where_it_is_refused(
            CapturedOutput output, @Autowired LoggingSystem logging) {
        var secrets = new ArrayList<String>();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        try {
            var key = newClient("client");
            secrets.add(key);
            var webhook = send("POST", "/v1/webhooks", key, Map.of(), "{\"url\": \"https://hooks.example\"}");
            secrets.add(webhook.text("/secret"));
            send("POST", "/v1/webhooks/" + webhook.text("/webhookId") + "/rotate-secret", key, Map.of(), "");
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
                .hasSize(7)
                .allSatisfy(secret -> assertThat(lineWith(secret, output)).isEmpty());
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
