package dev.colophon.local.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.colophon.local.api.PublishApi;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * publish-api as far as a client sees it, over real HTTP: the first answer to an idempotency key stands, and each look at a
 * status shows the next one of its script, the last again and again.
 */
final class ScriptedApi implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int COMPANY_SECONDS_MAX = 20;

    private final HttpServer server;
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final Map<String, Deque<String>> statuses = new ConcurrentHashMap<>();
    private final Deque<Reply> troubles = new ArrayDeque<>();
    private final AtomicInteger inTheAir = new AtomicInteger();
    private final AtomicInteger inTheAirMax = new AtomicInteger();
    private volatile CountDownLatch company = new CountDownLatch(0);

    /** Jobs in the order in which they were accepted, and every key that was ever sent. */
    final List<JsonNode> accepted = Collections.synchronizedList(new ArrayList<>());

    final List<String> keys = Collections.synchronizedList(new ArrayList<>());

    record Reply(int status, String body, Map<String, String> headers) {
        static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }
    }

    ScriptedApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/publications", this::handle);
        server.start();
    }

    PublishApi client() {
        return new PublishApi(PublishApi.local(server.getAddress().getPort()), "clp_test");
    }

    /** The next requests of any kind get these instead. */
    ScriptedApi failingFirstWith(Reply... replies) {
        synchronized (troubles) {
            troubles.addAll(List.of(replies));
        }
        return this;
    }

    /** What is seen of a story, look by look; JSON members of the status resource. */
    ScriptedApi showing(String storyKey, String... members) {
        statuses.put(storyKey, new ArrayDeque<>(List.of(members)));
        return this;
    }

    ScriptedApi answering(String idempotencyKey, Reply reply) {
        answers.put(idempotencyKey, reply);
        return this;
    }

    /** The first question waits for another one. */
    void answeringOnlyInCompany() {
        company = new CountDownLatch(2);
    }

    int inTheAirMax() {
        return inTheAirMax.get();
    }

    static String acceptance(String storyKey, long revision) {
        return "{\"publicationId\":\"id-%s\",\"status\":\"accepted\",\"revision\":%d}".formatted(storyKey, revision);
    }

    private void handle(HttpExchange exchange) throws IOException {
        inTheAirMax.accumulateAndGet(inTheAir.incrementAndGet(), Math::max);
        try (exchange) {
            send(exchange, landed(exchange));
        }
    }

    /** It is no longer in the air before it is sent: whoever has it may ask the next thing at once. */
    private Reply landed(HttpExchange exchange) throws IOException {
        try {
            company.countDown();
            var _ = company.await(COMPANY_SECONDS_MAX, TimeUnit.SECONDS);
            return reply(exchange);
        } catch (InterruptedException stopped) {
            throw new InterruptedIOException(stopped.toString());
        } finally {
            inTheAir.decrementAndGet();
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        synchronized (troubles) {
            if (!troubles.isEmpty()) {
                return troubles.removeFirst();
            }
        }
        return exchange.getRequestMethod().equals("POST")
                ? post(exchange.getRequestHeaders().getFirst("Idempotency-Key"), JSON.readTree(body))
                : Reply.of(200, status(exchange.getRequestURI().getPath()));
    }

    private Reply post(String key, JsonNode job) {
        keys.add(key);
        return answers.computeIfAbsent(key, _ -> {
            accepted.add(job);
            return Reply.of(202, acceptance(job.path("storyKey").asString(), 1));
        });
    }

    private String status(String path) {
        var storyKey = path.substring(path.lastIndexOf("/id-") + 4);
        var script = statuses.computeIfAbsent(
                storyKey, _ -> new ArrayDeque<>(List.of("\"status\":\"published\",\"publishedRevision\":1")));
        synchronized (script) {
            var shown = script.size() > 1 ? script.removeFirst() : script.getFirst();
            return shown.contains("requestedRevision")
                    ? "{%s}".formatted(shown)
                    : "{\"requestedRevision\":1,%s}".formatted(shown);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = reply.body.getBytes(StandardCharsets.UTF_8);
        reply.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
