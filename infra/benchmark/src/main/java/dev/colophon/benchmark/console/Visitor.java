package dev.colophon.benchmark.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Someone who has signed in at the console, and looks at one page after the other over one connection. */
final class Visitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final double NANOS_PER_MILLI = 1e6;

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    Visitor(URI address) {
        this.address = address;
    }

    void signIn(String key) throws IOException, InterruptedException {
        var token = TOKEN.matcher(get("/console/sign-in").body());
        if (!token.find()) {
            throw new IllegalStateException("the page to sign in has no token");
        }
        var form = "key=" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        var answer = http.send(
                HttpRequest.newBuilder(address.resolve("/console/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200 || answer.uri().getPath().endsWith("sign-in")) {
            throw new IllegalStateException("not signed in: " + answer.statusCode());
        }
    }

    /** How long the page took, in milliseconds; throws IllegalStateException where it is not shown. */
    double look(String page, String shows) throws IOException, InterruptedException {
        var began = System.nanoTime();
        var answer = get(page);
        var millis = (System.nanoTime() - began) / NANOS_PER_MILLI;
        if (answer.statusCode() != 200 || !answer.body().contains(shows)) {
            throw new IllegalStateException("%s answered %d without '%s'".formatted(page, answer.statusCode(), shows));
        }
        return millis;
    }

    private HttpResponse<String> get(String page) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address.resolve(page)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
