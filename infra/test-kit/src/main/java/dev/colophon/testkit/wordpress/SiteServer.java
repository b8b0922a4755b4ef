package dev.colophon.testkit.wordpress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** HTTP in, HTTP out, one virtual thread for each request, and no more care for the client than a fault allows. */
final class SiteServer implements AutoCloseable {

    private static final Duration DRIP_PAUSE = Duration.ofMillis(20);
    /** What web servers let a request line have where nothing else is said: method, address and version. */
    private static final int LONGEST_LINE = 8190;

    static {
        // Without it each answer on a kept connection waits for the client's delayed acknowledgement: 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private SiteServer(HttpServer server) {
        this.server = server;
    }

    /** Listens, and serves only once {@link #serve} is called: the site's address is known before its content is. */
    static SiteServer on(int port) {
        try {
            return new SiteServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    void serve(Function<Incoming, Answer> site) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                send(exchange, isTooLong(exchange) ? tooLong() : site.apply(Incoming.of(exchange)));
            }
        });
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static boolean isTooLong(HttpExchange exchange) {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + exchange.getProtocol();
        return line.length() > LONGEST_LINE;
    }

    /** The web server's own, whatever stands behind it. */
    private static Answer tooLong() {
        return Answer.html(414, "414 Request-URI Too Large", "<h1>414 Request-URI Too Large</h1>");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.delivery() == Answer.Delivery.CUT) {
            return; // closed before a byte was sent
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head || answer.body().length == 0 ? -1 : answer.body().length);
        if (!head && answer.body().length > 0) {
            write(exchange.getResponseBody(), answer);
        }
    }

    private static void write(OutputStream out, Answer answer) throws IOException {
        switch (answer.delivery()) {
            case WHOLE -> out.write(answer.body());
            case HALF -> {
                out.write(answer.body(), 0, answer.body().length / 2);
                out.flush(); // closing it short of its length ends the connection
            }
            case DRIP -> drip(out, answer.body());
            case CUT -> throw new IllegalStateException("nothing is written to a cut connection");
        }
    }

    private static void drip(OutputStream out, byte[] body) throws IOException {
        for (byte drop : body) {
            out.write(drop);
            out.flush();
            try {
                Thread.sleep(DRIP_PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the site is being closed
                return;
            }
        }
    }
}
