package dev.colophon.systemtest.pipeline;

import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An API key of the companion plugin, as an administrator of the site makes one for its editor. */
public final class PluginKey {

    private PluginKey() {}

    /** A new one. */
    public static String of(FakeWordPress plugin) throws IOException, InterruptedException {
        var me = told(HttpRequest.newBuilder(plugin.rest("/wp/v2/users/me"))
                .header("Authorization", plugin.editor().authorization())
                .build());
        var wanted = JsonMapper.shared()
                .createObjectNode()
                .put("name", "colophon")
                .put("user", me.path("id").asLong());
        return told(HttpRequest.newBuilder(plugin.rest("/colophon/v1/keys"))
                        .header("Authorization", plugin.administrator().authorization())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(wanted.toString()))
                        .build())
                .path("key")
                .asString();
    }

    private static JsonNode told(HttpRequest request) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + " answers " + answer.statusCode() + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}
