package dev.colophon.local.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.colophon.local.api.OperationsApi;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.terminal.LiveLine;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The command's side of the operations API, against a door that answers by script. */
class SiteWalkTest {

    private static final String SITE = "c2b7f0d4-8c1e-4e8e-9f43-7a1d5b0e6f31";
    private static final String RUN = "/operations/v1/sites/" + SITE + "/reconciliations/r-1";
    private static final JsonMapper JSON = new JsonMapper();

    private final AtomicInteger looks = new AtomicInteger();
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server = door();
    private String result = "done";

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void a_walk_is_followed_until_its_visits_have_ended_and_all_pages_are_read() throws Exception {
        var report = walk("local");

        assertThat(report.isAllWell()).isTrue();
        assertThat(report.findings()).hasSize(2);
        assertThat(String.join("\n", report.lines()))
                .contains("FINDING", "trashed", "look_again", "REMOVED", "dry run r-1: completed", "2 findings");
        assertThat(asked).anyMatch(request -> request.startsWith("POST") && request.contains("Bearer k Ada"));
        assertThat(looks.get()).isGreaterThan(2);
    }

    @Test
    void what_is_left_is_no_success() throws Exception {
        result = "not_done";

        var report = walk("local");

        assertThat(report.isAllWell()).isFalse();
        assertThat(String.join("\n", report.lines())).contains("not done");
    }

    @Test
    void an_unknown_site_is_refused_by_its_name() {
        assertThatThrownBy(() -> walk("nowhere")).isInstanceOf(Refusal.class).hasMessageContaining("nowhere");
    }

    private WalkReport walk(String site) throws Exception {
        var terminal = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);
        try (var api = new OperationsApi(
                "wordpress-publisher",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "k",
                "Ada")) {
            return new SiteWalk(api, new LiveLine(terminal, Clock.systemUTC()), _ -> {})
                    .of(site, JSON.createObjectNode());
        }
    }

    private HttpServer door() {
        try {
            var door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            door.createContext("/", this::answer);
            door.start();
            return door;
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        asked.add("%s %s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        uri,
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("X-Operator")));
        var body = body(exchange.getRequestMethod(), uri).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 202 : 200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String body(String method, URI uri) {
        if (method.equals("POST")) {
            return "{\"id\":\"r-1\",\"href\":\"%s\"}".formatted(RUN);
        }
        if (!uri.getPath().equals(RUN)) {
            return "{\"sites\":[{\"siteId\":\"%s\",\"key\":\"local\"}]}".formatted(SITE);
        }
        var look = looks.incrementAndGet();
        var after = uri.getQuery().contains("after=0") ? 0 : 1;
        return """
                {"run":{"id":"r-1","state":"%s","orders":{"dryRun":true},"problem":null,"entries":2,"inOrder":0,"posts":2,"requests":4},
                 "visitsPending":%d,"next":%s,
                 "findings":[{"number":%d,"kind":"trashed","evidence":"site","publicationId":"p","postId":7,"seen":"trash","action":"look_again",
                              "result":"%s","now":"REMOVED","visitPending":false,"conclusion":"An editor put the post into the trash."}]}
                """.formatted(
                look < 2 ? "running" : "completed", look < 3 ? 1 : 0, after == 0 ? "1" : "null", after + 1, result);
    }
}
