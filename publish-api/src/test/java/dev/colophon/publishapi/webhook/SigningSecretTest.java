package dev.colophon.publishapi.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningSecretTest {

    @Test
    void it_signs_as_the_standard_itself_shows() {
        var secret = new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_new_one_is_random_and_shows_itself_only_when_asked_to() {
        var one = SigningSecret.generate(new SecureRandom());

        assertThat(one.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(one).hasToString("whsec_***");
        assertThat(SigningSecret.generate(new SecureRandom()).reveal()).isNotEqualTo(one.reveal());
        assertThatThrownBy(() -> new SigningSecret(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }
}
