package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.publishapi.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProblemTest extends ApiTest {

    private static final String A_TRACE = "(?!0{32})[0-9a-f]{32}";

    @Test
    void what_is_not_there_is_a_404() {
        shows(get("/v1/nothing"), 404, "NOT_FOUND");
        shows(get("/error"), 404, "NOT_FOUND");
        shows(get("/actuator/health"), 404, "NOT_FOUND");
    }

    @Test
    void a_method_that_an_address_does_not_know_is_a_405() {
        var answer = send("DELETE", "/v1/publications", clientKey, Map.of(), "");

        shows(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow").orElse("")).contains("POST");
    }

    @Test
    void another_media_type_is_a_415_and_an_answer_in_another_a_406() {
        var xml = Map.of("Content-Type", "application/xml", "Idempotency-Key", "k");
        shows(send("POST", "/v1/publications", clientKey, xml, "<story/>"), 415, "UNSUPPORTED_MEDIA_TYPE");
        shows(send("GET", "/v1/sites", clientKey, Map.of("Accept", "text/html"), ""), 406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%ff", "%zz", "%C3"})
    void a_parameter_that_is_no_text_is_a_400_that_names_no_value_and_is_no_defect(String value, CapturedOutput output)
            throws IOException {
        var raw = "GET /v1/publications?storyKey=canary" + value + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + clientKey + "\r\nConnection: close\r\n\r\n";
        var retry = raw.replace("GET /v1/publications?storyKey", "POST /v1/sites/" + site + "/retry-failed?after")
                .replace(clientKey, ADMIN_KEY);

        for (var request : List.of(raw, raw.replace("publications?storyKey", "sites?after"), retry)) {
            assertThat(answerTo(request))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"code\":\"INVALID_PARAMETER\"")
                    .doesNotContain("canary");
        }
        assertThat(output).doesNotContain("This is a defect", "canary", "threw exception");
    }

    @Test
    void a_parameter_that_is_no_text_is_a_400_at_the_port_of_metrics_too(CapturedOutput output) {
        shows(management("/actuator/prometheus?includedNames=canary%ff"), 400, "INVALID_PARAMETER");
        assertThat(output).doesNotContain("This is a defect", "canary", "threw exception");
    }

    @Test
    void json_is_had_in_utf_8_whatever_other_character_set_is_asked_for() {
        var publication = publish(story()).text("/publicationId");
        var utf16 = Map.of("Accept", "application/json;charset=utf-16");

        for (var path : List.of("", "/" + publication, "/" + publication + "/timeline")) {
            var answer = send("GET", "/v1/publications" + path, clientKey, utf16, "");
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.json().isObject()).isTrue();
        }
    }

    @Test
    void a_higher_role_is_asked_for_with_a_403() {
        shows(send("POST", "/v1/sites", clientKey, Map.of(), "{}"), 403, "FORBIDDEN");
    }

    @Test
    void a_problem_names_the_trace_that_came_with_the_request() {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var answer = send(
                "GET", "/v1/nothing", clientKey, Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"), "");

        assertThat(answer.text("/traceId")).isEqualTo(trace);
        assertThat(send("GET", "/v1/nothing", clientKey, Map.of("traceparent", "00-bad"), "")
                        .text("/traceId"))
                .matches(A_TRACE);
    }

    static Stream<String> refusedByTheContainer() {
        return Stream.of(
                "GET /v1/sites?x=<|> HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /v1/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /v1/..;/sites HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /v1/sites HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\nConnection: close\r\n\r\n",
                "GET /v1/sites HTTP/1.1\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("refusedByTheContainer")
    void what_the_container_itself_refuses_is_a_problem_too(String raw) throws IOException {
        var answer = answerTo(raw);

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("<html", "Tomcat", "Exception");
        assertThat(answer)
                .contains("application/problem+json", "\"code\":\"BAD_REQUEST\"")
                .contains("\"fix\":\"Mend the request. Repeated as it is, it is refused again.\"")
                .containsPattern("\"traceId\":\"" + A_TRACE + "\"");
    }

    @Test
    void what_the_container_itself_refuses_names_the_client_s_own_trace_where_one_could_be_read() throws IOException {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var answer = answerTo("GET /v1/sites HTTP/1.1\r\ntraceparent: 00-" + trace
                + "-00f067aa0ba902b7-01\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"traceId\":\"" + trace + "\"");
    }

    @Test
    void the_one_thing_that_is_wrong_says_itself_what_to_do() {
        var refused = get("/v1/publications?limit=0");

        shows(refused, 400, "INVALID_PARAMETER");
        assertThat(refused.text("/fix")).isEqualTo(refused.text("/errors/0/fix"));
    }

    @Test
    void health_stands_at_a_port_apart_and_tells_whether_a_job_can_be_accepted() {
        var ready = management("/actuator/health/readiness");

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.text("/components/acceptance/status")).isEqualTo("UP");
        assertThat(ready.text("/components/acceptance/details/statusView")).isEqualTo("readable");
        assertThat(management("/actuator/prometheus").body()).contains("http_server_requests");
        shows(management("/actuator/env"), 401, "UNAUTHENTICATED");
        assertThat(management("/actuator/heapdump").status()).isEqualTo(401);
    }

    @Test
    void a_database_that_takes_no_writes_is_not_ready_and_refuses_with_503() {
        tables.sql("ALTER ROLE publish_api SET default_transaction_read_only = on")
                .update();
        try {
            terminateSessions();
            await().atMost(PATIENCE).untilAsserted(() -> {
                var ready = management("/actuator/health/readiness");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.text("/components/acceptance/details/cause")).contains("only read");
            });
            var refused = publish(story());

            shows(refused, 503, "DATABASE_UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isPresent();
        } finally {
            tables.sql("ALTER ROLE publish_api RESET default_transaction_read_only")
                    .update();
            terminateSessions();
            // The gate looks once a second: what comes next is not to meet what it knew.
            await().atMost(PATIENCE).until(() -> publish(story()).status() == 202);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                management("/actuator/health/readiness").status())
                        .isEqualTo(200));
    }

    private void terminateSessions() {
        tables.sql("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE usename = 'publish_api'")
                .query(Long.class)
                .single();
    }

    private Response management(String path) {
        return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .build());
    }

    private static void shows(Response answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.text("/code")).isEqualTo(code);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.text("/title")).isNotBlank();
        assertThat(answer.text("/detail")).isNotBlank();
        assertThat(answer.text("/fix")).isNotBlank();
        assertThat(answer.text("/type"))
                .isEqualTo(ProblemCode.valueOf(code).type().toString());
        assertThat(answer.text("/traceId")).matches(A_TRACE);
    }
}
