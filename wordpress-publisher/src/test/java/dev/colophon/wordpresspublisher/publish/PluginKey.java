package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.wordpress.Account;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A key of the companion plugin, as an administrator makes one for the editor that publishes. */
record PluginKey(WordPressUnderTest site, String id, String secret) {

    static PluginKey made(WordPressUnderTest site) {
        long editor = asked(site, site.editor(), "GET", "/wp/v2/users/me", "", 200)
                .path("id")
                .longValue();
        String wanted = "{\"user\": " + editor + ", \"name\": \"newsroom\"}";
        JsonNode key = asked(site, site.administrator(), "POST", "/colophon/v1/keys", wanted, 201);
        return new PluginKey(site, key.path("id").stringValue(), key.path("key").stringValue());
    }

    void revoke() {
        asked(site, site.administrator(), "DELETE", "/colophon/v1/keys/" + id, "", 200);
    }

    private static JsonNode asked(
            WordPressUnderTest site, Account who, String method, String route, String body, int expected) {
        HttpRequest request = HttpRequest.newBuilder(site.rest(route))
                .header("Authorization", who.authorization())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
            return new JsonMapper().readTree(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
