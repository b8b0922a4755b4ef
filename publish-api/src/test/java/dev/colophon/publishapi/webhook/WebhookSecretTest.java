package dev.colophon.publishapi.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.StandardWebhooks;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    /** The example of the specification's own libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant SENT_AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void the_specifications_example_is_signed_as_it_says() {
        assertThat(WebhookSecret.parse(SECRET).sign(ID, SENT_AT.plusMillis(999), BODY))
                .isEqualTo(SIGNATURE);
    }

    @Test
    void the_tests_own_receiver_takes_the_specifications_example_and_no_other() {
        assertThat(fitting(ID, "1614265330", SIGNATURE, BODY)).isOne();
        assertThat(fitting(ID, "1614265330", "v1,AAAA v2,x " + SIGNATURE, BODY)).isOne();
        assertThat(fitting(ID, "1614265331", SIGNATURE, BODY)).isZero();
        assertThat(fitting(ID + "x", "1614265330", SIGNATURE, BODY)).isZero();
        assertThat(fitting(ID, "1614265330", SIGNATURE, BODY + " ")).isZero();
    }

    @Test
    void a_new_secret_is_random_can_be_read_again_and_does_not_tell_itself() {
        var secret = WebhookSecret.generate(new SecureRandom());
        var read = WebhookSecret.parse(secret.reveal());

        assertThat(secret.reveal())
                .isNotEqualTo(WebhookSecret.generate(new SecureRandom()).reveal());
        assertThat(read.sign(ID, SENT_AT, BODY)).isEqualTo(secret.sign(ID, SENT_AT, BODY));
        assertThat(secret.toString()).doesNotContain(secret.reveal().substring(6));
        assertThatThrownBy(() -> WebhookSecret.parse("secret-canary"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    private static long fitting(String id, String timestamp, String signature, String body) {
        return StandardWebhooks.fitting(
                Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signature), body, SECRET);
    }
}
