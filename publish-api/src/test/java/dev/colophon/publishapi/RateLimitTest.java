package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"colophon.rate-limit.requests=8", "colophon.rate-limit.window=1h"})
class RateLimitTest extends ApiTest {

    @Test
    void a_client_beyond_its_limit_is_told_when_to_come_back_and_others_are_not_held_up() {
        var before = stored();
        var last = get("/v1/sites");
        for (var number = 2; number <= 8; number++) {
            last = get("/v1/sites");
        }
        var refused = publish(story());

        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header("RateLimit-Policy")).contains("\"default\";q=8;w=3600");
        assertThat(last.header("RateLimit").orElseThrow()).startsWith("\"default\";r=0;t=");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/code")).isEqualTo("RATE_LIMITED");
        assertThat(refused.header("Retry-After").map(Long::parseLong).orElseThrow())
                .isBetween(1L, 450L);
        assertThat(refused.header("RateLimit")).isPresent();
        assertThat(stored()).isEqualTo(before);
        assertThat(send("GET", "/v1/sites", newClient("client"), Map.of(), "").status())
                .isEqualTo(200);
    }

    @Test
    void who_has_no_key_is_not_counted() {
        assertThat(send("GET", "/v1/sites", "", Map.of(), "").header("RateLimit"))
                .isEmpty();
    }
}
