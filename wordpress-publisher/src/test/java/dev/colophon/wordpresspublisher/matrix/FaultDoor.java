package dev.colophon.wordpresspublisher.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.colophon.testkit.wordpress.RecordedRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Stands before a real WordPress and passes everything. One chosen request it marks with the header X-Fault, so that the site
 * itself fails as asked; what only a network can do to an answer, it does itself.
 */
final class FaultDoor implements AutoCloseable {

    /** Between two bytes of a slow site. It is the fault itself: nothing is awaited by it. */
    private static final Duration DRIP = Duration.ofMillis(20);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LATER_THAN_THE_CLIENT_WAITS = Duration.ofMillis(4500);
    private static final List<String> PASSED_ON = List.of("Content-Type", "Retry-After", "Location", "X-WP-Total");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI site;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicReference<Order> order = new AtomicReference<>(Order.NONE);

    /** What is to happen to which request, once. */
    private record Order(Predicate<RecordedRequest> request, SiteAnswer answer, AtomicBoolean done) {
        static final Order NONE = new Order(_ -> false, SiteAnswer.DONE, new AtomicBoolean());
    }

    private FaultDoor(HttpServer server, URI site) {
        this.server = server;
        this.site = site;
    }

    static FaultDoor to(URI site) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var door = new FaultDoor(server, site);
            server.setExecutor(door.threads);
            server.createContext("/", door::pass);
            server.start();
            return door;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    BooleanSupplier answerOnce(Predicate<RecordedRequest> request, SiteAnswer answer) {
        if (answer == SiteAnswer.DONE) {
            return () -> true;
        }
        var given = new Order(request, answer, new AtomicBoolean());
        order.set(given);
        return given.done()::get;
    }

    /** Whether each order that was given was carried out by the site as it says. */
    boolean hasFailedAsAsked() {
        return missed.get() == 0;
    }

    int requestsUnderWay() {
        return underWay.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        underWay.incrementAndGet();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            SiteAnswer answer = answerFor(exchange, body);
            long began = System.nanoTime();
            HttpResponse<byte[]> response = forward(exchange, body, answer);
            if (!isAsAsked(answer, response, Duration.ofNanos(System.nanoTime() - began))) {
                missed.incrementAndGet();
            }
            deliver(exchange, response, answer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private SiteAnswer answerFor(HttpExchange exchange, String body) {
        Order given = order.get();
        String route = exchange.getRequestURI().getPath().replaceFirst("^/wp-json", "");
        var request = new RecordedRequest(exchange.getRequestMethod(), route, "", body, "", "", Instant.now());
        return given.request().test(request) && given.done().compareAndSet(false, true)
                ? given.answer()
                : SiteAnswer.DONE;
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, String body, SiteAnswer answer)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(site + exchange.getRequestURI().toString()))
                .timeout(PATIENCE)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
        for (String name : List.of("Authorization", "Content-Type", "Accept", "X-Colophon-Correlation")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        String fault = fault(answer);
        if (!fault.isEmpty()) {
            request.header("X-Fault", fault);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A site that did not come to the moment at which it was to fail has answered like any other. */
    private static boolean isAsAsked(SiteAnswer answer, HttpResponse<byte[]> response, Duration took) {
        return switch (answer) {
            case DONE_BUT_500, NOT_DONE_500 -> response.statusCode() == 500;
            case DONE_LATE, DONE_BUT_HANGS -> took.compareTo(LATER_THAN_THE_CLIENT_WAITS) >= 0;
            case TOO_MANY_429 -> response.statusCode() == 429;
            case MAINTENANCE_503 -> response.statusCode() == 503;
            case LOGIN_PAGE_200 ->
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
            case DONE, DONE_BUT_CUT, DONE_BUT_400, DONE_BUT_DRIPS -> true;
        };
    }

    /** What the site does by itself when asked. */
    private static String fault(SiteAnswer answer) {
        return switch (answer) {
            case DONE_BUT_500 -> "fatalafter";
            case NOT_DONE_500 -> "fatal";
            case DONE_LATE -> "sleep:" + LATER_THAN_THE_CLIENT_WAITS.toMillis();
            case DONE_BUT_HANGS -> "sleepafter:" + LATER_THAN_THE_CLIENT_WAITS.toMillis();
            case TOO_MANY_429 -> "status:429";
            case MAINTENANCE_503 -> "status:503";
            case LOGIN_PAGE_200 -> "html200";
            case DONE, DONE_BUT_CUT, DONE_BUT_400, DONE_BUT_DRIPS -> "";
        };
    }

    private static void deliver(HttpExchange exchange, HttpResponse<byte[]> response, SiteAnswer answer)
            throws IOException, InterruptedException {
        if (answer == SiteAnswer.DONE_BUT_CUT) {
            return; // closed before a byte was sent
        }
        boolean refused = answer == SiteAnswer.DONE_BUT_400;
        byte[] body = refused
                ? "{\"code\":\"rest_invalid_type\",\"message\":\"meta.x is not of type string.\"}".getBytes(UTF_8)
                : response.body();
        PASSED_ON.forEach(name -> response.headers()
                .firstValue(name)
                .ifPresent(value -> exchange.getResponseHeaders().set(name, value)));
        exchange.sendResponseHeaders(refused ? 400 : response.statusCode(), body.length == 0 ? -1 : body.length);
        OutputStream out = exchange.getResponseBody();
        if (answer == SiteAnswer.DONE_BUT_DRIPS) {
            for (byte drop : body) {
                out.write(drop);
                out.flush();
                Thread.sleep(DRIP);
            }
        } else {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
