package dev.colophon.local.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.colophon.local.api.PublishApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a rehearsal finds wrong, against an API and a site in one that answer by script. On the real ones: RehearsalIT. */
class RehearsalTest {

    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server = door();
    private String wrong = "";
    private String words = "";
    private boolean isWithdrawn;

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void a_sound_road_is_walked_there_and_back() {
        assertThatCode(this::walk).doesNotThrowAnyException();

        assertThat(asked)
                .contains(
                        "POST /v1/publications",
                        "GET /v1/publications/p/timeline",
                        "POST /v1/publications/p/unpublish");
        assertThat(words).isEqualTo("Rehearsed at " + NOW.toEpochMilli());
        assertThat(isWithdrawn).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refused            | the job was not accepted: UNKNOWN_SITE
            failed             | instead of published it is failed: WP_REFUSED_CONTENT No.
            never published    | the time is up, and instead of published it is still publishing: no reason is told
            no id              | published without the post's id
            no address         | published without the post's address
            no reserved        | the timeline has no step 'reserved'
            no claimed         | the timeline has no step 'claimed'
            conflict           | an event of the timeline is in conflict or was declared invalid
            invalid            | an event of the timeline is in conflict or was declared invalid
            no time            | no time is known of sent
            page without words | does not show what was published
            page stays         | still shows what was withdrawn
            """)
    void what_a_step_did_not_yield_breaks_the_road(String what, String told) {
        wrong = what;

        assertThatThrownBy(this::walk).isInstanceOf(RoadBrokenException.class).hasMessageContaining(told);
    }

    @Test
    void an_api_that_is_busy_is_asked_again() {
        wrong = "busy at first";

        assertThatCode(this::walk).doesNotThrowAnyException();

        assertThat(asked.stream().filter("POST /v1/publications"::equals)).hasSize(2);
    }

    @Test
    void the_proof_is_what_a_node_exporter_reads(@TempDir Path folder) throws Exception {
        var file = folder.resolve("colophon.prom");
        Files.writeString(file, "older");

        Proof.write(file, "tests", NOW);

        assertThat(Files.readAllLines(file))
                .last()
                .isEqualTo("colophon_rehearsal_success_timestamp_seconds{site=\"tests\"} " + NOW.getEpochSecond());
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    private void walk() throws Exception {
        try (var api = new PublishApi(address(), "key")) {
            new Rehearsal(
                            api,
                            "tests",
                            now::get,
                            pause -> now.updateAndGet(time -> time.plus(pause)),
                            Duration.ofMinutes(1))
                    .walk();
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private HttpServer door() {
        try {
            var door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            door.createContext("/", this::answer);
            door.start();
            return door;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            switch (path) {
                case "/v1/publications" -> accept(exchange, body);
                case "/v1/publications/p/unpublish" -> {
                    isWithdrawn = true;
                    say(exchange, 202, "{\"publicationId\":\"p\",\"revision\":8}");
                }
                case "/v1/publications/p" -> say(exchange, 200, status());
                case "/v1/publications/p/timeline" -> say(exchange, 200, timeline());
                case "/v1/publications/p/explanation" -> say(exchange, 200, trail());
                default -> page(exchange);
            }
        }
    }

    private void accept(HttpExchange exchange, String body) throws IOException {
        if (wrong.equals("busy at first") && asked.size() == 1) {
            say(exchange, 503, "{\"code\":\"INTAKE_SHED\"}");
        } else if (wrong.equals("refused")) {
            say(exchange, 422, "{\"code\":\"UNKNOWN_SITE\"}");
        } else {
            words = JsonMapper.shared()
                    .readTree(body)
                    .at("/content/html")
                    .asString()
                    .replaceAll("<[^>]+>", "");
            say(exchange, 202, "{\"publicationId\":\"p\",\"revision\":7}");
        }
    }

    private String status() {
        if (isWithdrawn) {
            return "{\"status\":\"unpublished\",\"updateStatus\":null,\"requestedRevision\":8,\"reason\":null}";
        }
        return switch (wrong) {
            case "failed" ->
                "{\"status\":\"failed\",\"updateStatus\":null,\"requestedRevision\":7,\"reason\":{\"code\":\"WP_REFUSED_CONTENT\",\"detail\":\"No.\"}}";
            case "never published" ->
                "{\"status\":\"publishing\",\"updateStatus\":null,\"requestedRevision\":7,\"reason\":null}";
            default ->
                """
                {"status":"published","updateStatus":null,"requestedRevision":7,"publishedRevision":7,"externalId":%s,"externalUrl":%s}""".formatted(
                                wrong.equals("no id") ? "null" : "\"4711\"",
                                wrong.equals("no address") ? "null" : "\"" + address() + "/page/\"");
        };
    }

    private String timeline() {
        var events = new ArrayList<String>();
        events.add(event("reserved", 1, true, false));
        for (var kind : List.of("requested", "claimed", "published")) {
            events.add(event(kind, 7, !wrong.equals("invalid"), wrong.equals("conflict")));
        }
        events.removeIf(event -> wrong.startsWith("no ") && event.contains("\"" + wrong.substring(3) + "\""));
        return "{\"events\":[" + String.join(",", events) + "]}";
    }

    private String trail() {
        return """
                {"trail":[{"hop":"enqueued","at":"x"},{"hop":"relayed","at":"x"},{"hop":"sent","at":%s}]}""".formatted(wrong.equals("no time") ? "null" : "\"x\"");
    }

    private static String event(String kind, long revision, boolean isValid, boolean isConflict) {
        return "{\"kind\":\"%s\",\"revision\":%d,\"valid\":%s,\"conflict\":%s}"
                .formatted(kind, revision, isValid, isConflict ? "\"SECOND_POST\"" : "null");
    }

    private void page(HttpExchange exchange) throws IOException {
        if (isWithdrawn && !wrong.equals("page stays")) {
            say(exchange, 404, "<h1>Not found</h1>");
        } else {
            say(exchange, 200, wrong.equals("page without words") ? "<p></p>" : "<p>" + words + "</p>");
        }
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
