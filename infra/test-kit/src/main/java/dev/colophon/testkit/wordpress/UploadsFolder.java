package dev.colophon.testkit.wordpress;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * The uploads folder of a site that is gone: under every path that a picture could have, one that is made of the path, so that each
 * file differs from all others and a test knows its bytes. Over plain http, at 127.0.0.1.
 */
public final class UploadsFolder implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> lost;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param lost paths at which nothing is */
    public UploadsFolder(Collection<String> lost) {
        this.lost = Set.copyOf(lost);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                asked.add(path);
                if (this.lost.contains(path)) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                var picture = picture(path);
                exchange.sendResponseHeaders(200, picture.length);
                exchange.getResponseBody().write(picture);
            }
        });
        server.start();
    }

    /** What stands under the path. */
    public static byte[] picture(String path) {
        return Pictures.png(path.hashCode());
    }

    /** Its address, which ends in a slash. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** The paths that were asked for, in their order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
