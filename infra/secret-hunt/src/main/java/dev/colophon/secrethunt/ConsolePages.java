package dev.colophon.secrethunt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What the console shows to whoever may see all of it, and to whoever signs in with a key that is none.
 *
 * @param site key of a site that is shown
 * @param carried a secret that is no key of a client
 */
public record ConsolePages(URI api, String adminKey, String site, String carried) implements Place {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @Override
    public void show(BiConsumer<String, String> eye) throws Exception {
        try (var http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var refused = signIn(http, carried);
            assertThat(refused.statusCode()).isEqualTo(422);
            eye.accept("the page that refuses a key", refused.body());
            assertThat(signIn(http, adminKey).uri().getPath()).isEqualTo("/console/publications");
            for (var path : List.of(
                    "/console/publications",
                    "/console/overview",
                    "/console/sites",
                    "/console/sites/" + site,
                    "/console/integrity",
                    "/console/rebuilds",
                    "/console/dead-letters")) {
                var page = http.send(to(path).build(), BodyHandlers.ofString());
                assertThat(page.statusCode()).as(path).isEqualTo(200);
                eye.accept("page " + path, page.body());
                if (path.startsWith("/console/sites")) {
                    assertThat(page.body()).as(path).contains(site);
                }
            }
            var missing = http.send(to("/console/nowhere").build(), BodyHandlers.ofString());
            assertThat(missing.statusCode()).isEqualTo(404);
            eye.accept("the page that is not there", missing.body());
        }
    }

    private HttpResponse<String> signIn(HttpClient http, String key) throws Exception {
        var page = http.send(to("/console/sign-in").build(), BodyHandlers.ofString());
        var csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).as("the form's token").isTrue();
        var form = "_csrf=%s&key=%s".formatted(URLEncoder.encode(csrf.group(1), UTF_8), URLEncoder.encode(key, UTF_8));
        return http.send(
                to("/console/sign-in")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE);
    }
}
