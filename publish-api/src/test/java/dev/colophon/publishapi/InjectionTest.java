package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is meant for a database, a log or a header is data here: looked for and not found, or refused, and never carried out. */
class InjectionTest extends ApiTest {

    private static final List<String> OF_PUBLICATIONS = List.of("site", "status", "storyKey", "limit", "cursor");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "'; DROP TABLE publish_api.story; --",
                "\\'; SELECT pg_sleep(60); --",
                "1) UNION SELECT sha256 FROM publish_api.api_key --",
                ":client",
                "?",
                "\0",
                "x\0y",
                "%00",
                "../../../etc/passwd",
                "${jndi:ldap://127.0.0.1/x}",
                "a\r\nSet-Cookie: session=stolen",
                "<script>alert(1)</script>",
                "\uFFFD\uD83D\uDE42"
            })
    void no_parameter_of_a_list_is_more_than_a_value(String value) {
        publish(story());
        var before = stored();
        var encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        for (var parameter : OF_PUBLICATIONS) {
            var answer = get("/v1/publications?" + parameter + "=" + encoded);
            assertThat(answer.status()).as(parameter).isIn(200, 400);
            if (answer.status() == 200) {
                assertThat(answer.json().get("publications").size())
                        .as(parameter)
                        .isZero();
            } else {
                assertThat(answer.text("/errors/0/pointer")).isEqualTo("?" + parameter);
            }
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
        var clients = send("GET", "/v1/clients?after=" + encoded, ADMIN_KEY, Map.of(), "");
        assertThat(clients.status()).isIn(200, 400);
        assertThat(clients.body()).doesNotContain("sha256", "clp_");
        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+1000000000-12-31T23:59:59.999999999Z", "-0044-03-15T12:00:00Z", "2026-11-28T00:00:00Z", "now"})
    void a_cursor_that_somebody_made_up_is_no_way_to_a_500(String instant) {
        var cursor = Base64.getUrlEncoder()
                .encodeToString((instant + "_" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII));

        assertThat(get("/v1/publications?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8))
                        .status())
                .isIn(200, 400);
    }
}
