package dev.colophon.testkit.wordpress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a site as one user, in the plainest way: one request for each call, nothing repeated. */
record Rest(URI site, Map<String, String> headers, Duration patience) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    static Rest stranger(WordPressUnderTest site) {
        return new Rest(site.url(), Map.of(), Duration.ofSeconds(30));
    }

    static Rest as(WordPressUnderTest site, Account account) {
        return stranger(site).with("Authorization", account.authorization());
    }

    Rest with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Rest(site, more, patience);
    }

    Rest failing(String fault) {
        return with("X-Fault", fault);
    }

    Rest waiting(Duration atMost) {
        return new Rest(site, headers, atMost);
    }

    Reply get(String route) {
        return send("GET", "/wp-json" + route, "");
    }

    Reply post(String route, Map<String, ?> body) {
        return write("POST", route, body);
    }

    Reply write(String method, String route, Map<String, ?> body) {
        return with("Content-Type", "application/json")
                .send(method, "/wp-json" + route, JsonMapper.shared().writeValueAsString(body));
    }

    Reply delete(String route) {
        return send("DELETE", "/wp-json" + route, "");
    }

    /** A file for a body. */
    Reply upload(String route, byte[] file) {
        return send("POST", "/wp-json" + route, BodyPublishers.ofByteArray(file));
    }

    /** The same on a thread of its own. */
    CompletableFuture<Reply> postApart(String route, Map<String, ?> body) {
        var answer = new CompletableFuture<Reply>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(post(route, body));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Any address of the site, encoded. */
    Reply send(String method, String address, String body) {
        return send(method, address, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private Reply send(String method, String address, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site + address))
                .timeout(patience)
                .method(method, body);
        headers.forEach(request::header);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), Optional.of(response.headers()), response.body());
        } catch (IOException lost) {
            return Reply.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling " + address, e);
        }
    }
}
