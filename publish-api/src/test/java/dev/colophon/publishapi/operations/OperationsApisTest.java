package dev.colophon.publishapi.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class OperationsApisTest {

    private static final String KEY = "k".repeat(40);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/operations/v1/told", exchange -> reply(exchange, 200, "{\"so\": 1}"));
        server.createContext(
                "/operations/v1/refused",
                exchange -> reply(exchange, 409, "{\"code\": \"BUSY\", \"detail\": \"Wait.\"}"));
        server.createContext("/operations/v1/page", exchange -> reply(exchange, 200, "<html>"));
        server.createContext("/operations/v1/long", exchange -> reply(exchange, 200, "\"" + "x".repeat(5000) + "\""));
        server.createContext("/operations/v1/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", "/operations/v1/told");
            reply(exchange, 302, "{}");
        });
        server.createContext("/operations/v1/drip", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitEnd();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void what_is_told_and_what_is_refused_are_told_apart() {
        assertThat(look("/operations/v1/told"))
                .isInstanceOfSatisfying(
                        OperationsAnswer.Told.class,
                        told -> assertThat(told.body().path("so").asInt()).isEqualTo(1));
        assertThat(look("/operations/v1/refused")).isEqualTo(new OperationsAnswer.Refused(409, "BUSY", "Wait."));
    }

    @Test
    void a_redirect_takes_the_key_nowhere() {
        assertThat(look("/operations/v1/elsewhere")).isEqualTo(new OperationsAnswer.Refused(302, "HTTP_302", ""));
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_answer_that_drips_ends_at_the_deadline() {
        assertThat(look("/operations/v1/drip", SHORT)).isInstanceOf(OperationsAnswer.Silent.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void what_is_too_long_or_no_json_is_no_answer() {
        assertThat(look("/operations/v1/long")).isInstanceOf(OperationsAnswer.Silent.class);
        assertThat(look("/operations/v1/page")).isInstanceOf(OperationsAnswer.Silent.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void who_is_not_configured_is_not_asked_and_the_variable_is_named() {
        assertThat(apis(KEY, null).look(OperationsService.PUBLISHER, "/operations/v1/told", "ada"))
                .isEqualTo(new OperationsAnswer.Silent("wordpress-publisher is not asked: set "
                        + "COLOPHON_PUBLISHER_OPERATIONS_URL and COLOPHON_OPERATIONS_KEY for publish-api."));
        assertThat(apis("", address()).look(OperationsService.PUBLISHER, "/operations/v1/told", "ada"))
                .isInstanceOf(OperationsAnswer.Silent.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void a_path_that_would_take_the_key_elsewhere_is_never_asked() {
        assertThatIllegalArgumentException().isThrownBy(() -> look("//elsewhere.example/operations/v1/told"));
        assertThat(asked).hasValue(0);
    }

    @Test
    void the_key_is_not_in_the_settings_own_words() {
        assertThat(properties(KEY, address(), PATIENCE).toString()).doesNotContain(KEY);
    }

    private OperationsAnswer look(String path) {
        return look(path, PATIENCE);
    }

    private OperationsAnswer look(String path, Duration within) {
        try (var apis = new OperationsApis(properties(KEY, address(), within), JsonMapper.shared())) {
            return apis.look(OperationsService.PUBLISHER, path, "ada");
        }
    }

    private static OperationsApis apis(String key, @Nullable URI address) {
        return new OperationsApis(properties(key, address, PATIENCE), JsonMapper.shared());
    }

    private static OperationsProperties properties(String key, @Nullable URI address, Duration within) {
        return new OperationsProperties(key, address, null, within, within, DataSize.ofKilobytes(4));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void reply(HttpExchange exchange, int status, String body) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
