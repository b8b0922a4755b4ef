package dev.colophon.testkit.contracts;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The routes of one service's operations API, as docs/contracts/operations.md lists them. A service's own test holds what it serves
 * against this list, and each route of it against the door.
 */
public final class OperationsRoutes {

    /** What a failing comparison says: where the missing row goes. */
    public static final String ADVICE =
            "routes served and routes listed: a new one needs its row in docs/contracts/operations.md, under its service";

    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z]+ /operations/v1/[^`?]+)` \\|");

    private static final Pattern FIX = Pattern.compile("\"fix\":\"[^\"]");

    private final SortedSet<String> routes;

    private OperationsRoutes(SortedSet<String> routes) {
        this.routes = routes;
    }

    /** @param service such as {@code outbox-relay}: the heading of its part */
    public static OperationsRoutes of(String service) {
        var routes = new TreeSet<String>();
        var within = false;
        for (var line : page()) {
            within = line.startsWith("## ") ? line.equals("## " + service) : within;
            var row = ROW.matcher(line);
            if (within && row.find()) {
                routes.add(row.group(1));
            }
        }
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("docs/contracts/operations.md lists no route of " + service);
        }
        return new OperationsRoutes(routes);
    }

    /** Method and path pattern of each. */
    public SortedSet<String> all() {
        return routes;
    }

    /**
     * Routes that let somebody in without the key, with another one, or without a name, are there in another spelling, which
     * means the same to who looks for the handler, or refuse without saying what to do; none, if the door is shut.
     */
    public List<String> openAt(URI door, String key) {
        var open = new ArrayList<String>();
        try (var http = HttpClient.newHttpClient()) {
            for (var route : routes) {
                expect(open, route + " without a key", refusal(http, route, door, "", "ada"), 401);
                expect(
                        open,
                        route + " with another key",
                        refusal(http, route, door, "Bearer " + key + "x", "ada"),
                        401);
                expect(open, route + " without a name", refusal(http, route, door, "Bearer " + key, ""), 400);
                for (var spelling : List.of("/%6fperations/", "/operation%73/", "/operations;a=b/")) {
                    var other = route.replaceFirst("/operations/", spelling);
                    expect(open, other + " without a key", refusal(http, other, door, "", "ada"), 404);
                }
            }
        }
        return open;
    }

    private static void expect(List<String> open, String what, HttpResponse<String> refusal, int expected) {
        if (refusal.statusCode() != expected) {
            open.add("%s: %d, not %d".formatted(what, refusal.statusCode(), expected));
        }
        if (!FIX.matcher(refusal.body()).find()) {
            open.add("%s: no fix in %s".formatted(what, refusal.body()));
        }
    }

    private static HttpResponse<String> refusal(
            HttpClient http, String route, URI door, String authorization, String operator) {
        var parts = route.split(" ", 2);
        var request = HttpRequest.newBuilder(door.resolve(parts[1].replaceAll("\\{[^}]+}", new UUID(0, 0).toString())))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(parts[0], parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (!operator.isEmpty()) {
            request.header("X-Operator", operator);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> page() {
        try {
            return Files.readAllLines(RepositoryFiles.resolve("docs/contracts/operations.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
