package dev.colophon.testkit.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Stands in for a service: answers its readiness, or ends at once when it is told to be broken. */
final class SmallService {

    private SmallService() {}

    public static void main(String[] arguments) throws IOException {
        if ("yes".equals(System.getenv("BROKEN"))) {
            System.out.println("cannot start: broken on purpose");
            System.exit(3);
        }
        int port = Integer.parseInt(System.getenv("MANAGEMENT_SERVER_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
