package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** That a row which PostgreSQL refuses is not quoted in the log, where its details would put it. */
@ExtendWith(OutputCaptureExtension.class)
class LoggedSecretsTest extends ApiTest {

    @AfterEach
    void takeTheConstraintAway() {
        tables.sql("ALTER TABLE publish_api.variant DROP CONSTRAINT planted").update();
    }

    @Test
    void a_refused_row_is_logged_without_what_it_holds(CapturedOutput output) {
        tables.sql("ALTER TABLE publish_api.variant ADD CONSTRAINT planted CHECK (password <> 'canary-of-the-readers')")
                .update();
        var request = story();
        content(request).put("password", "canary-of-the-readers").put("html", "<p>canary of the text</p>");
        var answer = publish(request);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(output).contains("planted").doesNotContain("canary", clientKey, ADMIN_KEY, SITE_PASSWORD);
        assertThat(answer.body()).doesNotContain("canary", "planted");
    }
}
