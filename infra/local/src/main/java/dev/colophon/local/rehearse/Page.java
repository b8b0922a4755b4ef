package dev.colophon.local.rehearse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A post as a reader sees it, whoever made it and whatever is said of it elsewhere. */
final class Page implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(Redirect.NORMAL)
            .connectTimeout(TIMEOUT)
            .build();

    /** Whether a reader finds these words at the address. */
    boolean shows(String words, String address) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(TIMEOUT)
                    .header("Cache-Control", "no-cache")
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains(words);
        } catch (IOException | IllegalArgumentException notThere) {
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
