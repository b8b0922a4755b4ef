package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"colophon.rate-limit.requests=8", "colophon.rate-limit.window=1h"})
class RateLimitTest extends ConsoleVisit {

    @Test
    void a_client_beyond_its_limit_is_told_when_to_come_back_and_others_are_not_held_up() throws Exception {
        var before = stored();
        var last = get("/v1/sites");
        for (var number = 2; number <= 8; number++) {
            last = get("/v1/sites");
        }
        var refused = publish(story());
        var signIn = submit(open("/console/sign-in"), Map.of("key", clientKey));

        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header("RateLimit-Policy")).contains("\"default\";q=8;w=3600");
        assertThat(last.header("RateLimit").orElseThrow()).startsWith("\"default\";r=0;t=");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/code")).isEqualTo("RATE_LIMITED");
        assertThat(refused.header("Retry-After").map(Long::parseLong).orElseThrow())
                .isBetween(1L, 450L);
        assertThat(refused.header("RateLimit")).isPresent();
        assertThat(stored()).isEqualTo(before);
        assertThat(signIn.statusCode()).isEqualTo(429);
        assertThat(page(signIn).select("[role=alert]").text()).contains("repeat this one later");
        assertThat(cookies.getCookieStore().getCookies())
                .as("a session of the console")
                .extracting(HttpCookie::getName)
                .doesNotContain("colophon_console");
        assertThat(send("GET", "/v1/sites", newClient("client"), Map.of(), "").status())
                .isEqualTo(200);
    }

    @Test
    void each_item_of_a_bulk_counts_and_the_answer_tells_what_is_left_after_them() {
        var three = "{\"items\": [%s, %s, %s]}".formatted(story(), story(), story());
        var four = "{\"items\": [%s, %s, %s, %s]}".formatted(story(), story(), story(), story());
        var taken = bulk("three", three);
        var jobs = count("publish_job");
        var refused = bulk("four", four);
        var repeated = bulk("three", three);

        assertThat(taken.status()).as(taken.body()).isEqualTo(202);
        assertThat(left(taken)).as("of 8: the request, and three items").isEqualTo(4);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/code")).isEqualTo("RATE_LIMITED");
        assertThat(refused.header("Retry-After").map(Long::parseLong).orElseThrow())
                .isBetween(1L, 450L);
        assertThat(left(refused)).as("the request alone").isEqualTo(3);
        assertThat(repeated.status()).isEqualTo(202);
        assertThat(left(repeated)).as("what is decided does not count again").isEqualTo(2);
        assertThat(count("publish_job")).isEqualTo(jobs);
    }

    private Response bulk(String key, String body) {
        return send("POST", "/v1/publications:bulk", clientKey, Map.of("Idempotency-Key", key), body);
    }

    static long left(Response answer) {
        var told = Pattern.compile("\"default\";r=(\\d+);t=\\d+")
                .matcher(answer.header("RateLimit").orElseThrow());
        assertThat(told.matches()).isTrue();
        return Long.parseLong(told.group(1));
    }

    @Test
    void who_has_no_key_is_not_counted() {
        assertThat(send("GET", "/v1/sites", "", Map.of(), "").header("RateLimit"))
                .isEmpty();
    }
}
