package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.Account;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Somebody who works at the site by hand. */
final class Editor {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WordPressUnderTest wordpress;
    private final Account account;

    private Editor(WordPressUnderTest wordpress, Account account) {
        this.wordpress = wordpress;
        this.account = account;
    }

    static Editor at(WordPressUnderTest wordpress) {
        return new Editor(wordpress, wordpress.editor());
    }

    /** The same with all rights. */
    static Editor administering(WordPressUnderTest wordpress) {
        return new Editor(wordpress, wordpress.administrator());
    }

    JsonNode get(String route) {
        return send(route, "GET", HttpRequest.BodyPublishers.noBody());
    }

    JsonNode post(String route, ObjectNode body) {
        return send(route, "POST", HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    JsonNode delete(String route) {
        return send(route, "DELETE", HttpRequest.BodyPublishers.noBody());
    }

    private JsonNode send(String route, String method, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(wordpress.rest(route))
                .header("Authorization", account.authorization())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.statusCode() + " to the editor: " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
