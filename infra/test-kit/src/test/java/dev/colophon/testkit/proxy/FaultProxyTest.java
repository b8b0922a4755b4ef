package dev.colophon.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class FaultProxyTest {

    /** With a fault: in it the server has answered long ago. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AtomicInteger served = new AtomicInteger();
    private final HttpServer server;
    private final FaultProxy proxy;
    private final HttpClient client = HttpClient.newHttpClient();

    FaultProxyTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            served.incrementAndGet();
            byte[] body = "published".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        proxy = FaultProxy.to(server.getAddress(), Duration.ofMillis(2));
    }

    @BeforeEach
    void a_pooled_connection() throws Exception {
        assertThat(answer().body()).isEqualTo("published");
        assertThat(proxy.openConnections()).isEqualTo(1);
        served.set(0);
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
        server.stop(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_REQUEST", "STALL_REQUEST"})
    void a_fault_of_the_request_keeps_it_from_the_server(Fault fault) {
        proxy.arm(fault);

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);

        assertThat(served).hasValue(0);
        assertThat(proxy.fired(fault)).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_ANSWER", "CUT_MID_ANSWER", "STALL_ANSWER", "HALF_CLOSE"})
    void a_fault_of_the_answer_strikes_after_the_server_has_done_its_work(Fault fault) {
        proxy.arm(fault);

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);

        assertThat(served.get()).isPositive();
        assertThat(proxy.fired(fault)).isPositive();
    }

    @Test
    void a_refused_connection_never_reaches_the_server() {
        assertThat(proxy.cutAll()).isEqualTo(1);
        await().until(() -> proxy.openConnections() == 0);
        proxy.arm(Fault.REFUSE);

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);

        assertThat(served).hasValue(0);
        assertThat(proxy.fired(Fault.REFUSE)).isPositive();
    }

    @Test
    void a_stalled_answer_times_out_for_the_client() {
        proxy.arm(Fault.STALL_ANSWER);

        assertThatThrownBy(this::ask).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void what_was_stalled_arrives_once_the_proxy_passes_again() throws Exception {
        proxy.arm(Fault.STALL_ANSWER);
        var answer = client.sendAsync(HttpRequest.newBuilder(uri()).build(), BodyHandlers.ofString());
        await().until(() -> proxy.fired(Fault.STALL_ANSWER) > 0);
        assertThat(answer).isNotDone();

        proxy.pass();

        assertThat(answer.get().body()).isEqualTo("published");
    }

    @Test
    void a_dripping_answer_arrives_whole() throws Exception {
        proxy.arm(Fault.DRIP_ANSWER);
        long start = System.nanoTime();

        HttpResponse<String> answer = answer();

        assertThat(answer.body()).isEqualTo("published");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));
        assertThat(proxy.fired(Fault.DRIP_ANSWER)).isPositive();
    }

    @Test
    void a_fault_strikes_as_often_as_it_was_armed_for() throws Exception {
        proxy.arm(Fault.STALL_ANSWER, 1);
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);

        assertThat(answer().body()).isEqualTo("published");
        assertThat(proxy.fired(Fault.STALL_ANSWER)).isEqualTo(1);
    }

    @Test
    void no_fault_is_counted_that_was_not_armed() throws Exception {
        answer();

        for (Fault fault : Fault.values()) {
            assertThat(proxy.fired(fault)).as(fault.name()).isZero();
        }
    }

    /** Without a deadline: the first of all may take its time. */
    private HttpResponse<String> answer() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri()).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri()).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + proxy.port() + "/");
    }
}
