package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The console as a browser without scripts meets it: cookies, redirects and forms. */
abstract class ConsoleVisit extends ApiTest {

    final CookieManager cookies = new CookieManager();
    final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    void signIn(String key) throws Exception {
        assertThat(submit(open("/console/sign-in"), Map.of("key", key)).uri().getPath())
                .isEqualTo("/console/publications");
    }

    HttpResponse<String> open(String path) throws Exception {
        return browser.send(to(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) throws Exception {
        return submit(page, "main form", fields);
    }

    HttpResponse<String> submit(HttpResponse<String> page, String form, Map<String, String> fields) throws Exception {
        var found = page(page).expectFirst(form);
        var values = found.select("input[type=hidden]").stream()
                .collect(Collectors.toMap(field -> field.attr("name"), field -> field.attr("value")));
        values.putAll(fields);
        var body = values.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return post(found.attr("action"), body);
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        var request = to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(path))
                .timeout(PATIENCE);
    }

    static Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    /** Whoever was signed in is not any more. */
    void signInAs(String role) throws Exception {
        cookies.getCookieStore().removeAll();
        signIn(newClient(role));
    }
}
