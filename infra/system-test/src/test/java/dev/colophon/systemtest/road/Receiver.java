package dev.colophon.systemtest.road;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client's server that is told of events. Answers 503 until it is well. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile boolean well;

    /** One request, as it came. */
    record Call(String id, String timestamp, List<String> signatures, String body, boolean taken) {

        /** As the Standard Webhooks specification says: HMAC-SHA256 of id, timestamp and body, by the secret behind its prefix. */
        boolean isSignedBy(String secret) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                var signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
                return signatures.contains("v1," + Base64.getEncoder().encodeToString(signed));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
    }

    void getWell() {
        well = true;
    }

    List<Call> calls() {
        return calls;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            boolean taken = well;
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            // Before it is answered: who reads in the log that it was delivered looks for it here.
            calls.add(new Call(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    Arrays.asList(headers.getFirst("webhook-signature").split(" ")),
                    body,
                    taken));
            exchange.sendResponseHeaders(taken ? 204 : 503, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
