package dev.colophon.benchmark.publish;

import dev.colophon.testkit.wordpress.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a script would do: the publisher's requests, one after another, with no memory, no receipts and no second thought. */
final class BareClient {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String FIELDS =
            "id,status,slug,link,title,content,excerpt,date_gmt,password,sticky,categories,tags,author";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final URI site;
    private final Account account;
    private final Protocol protocol;

    BareClient(Target target) {
        this.site = target.address();
        this.account = target.editor();
        this.protocol = target.protocol();
    }

    void publish(Story story) throws IOException, InterruptedException {
        switch (protocol) {
            case STOCK -> byThreeRequests(story);
            case KEYED -> byKey(story);
        }
    }

    private void byThreeRequests(Story story) throws IOException, InterruptedException {
        var draft = whole(story);
        draft.put("status", "draft");
        draft.put("slug", "bare-" + story.key());
        var id = post("/wp/v2/posts?context=edit&_fields=" + FIELDS, draft)
                .path("id")
                .asLong();
        post(
                "/wp/v2/posts/" + id + "?context=edit&_fields=" + FIELDS,
                Map.of("status", "publish", "slug", "final-" + story.key()));
        requirePublic(send(request("/wp/v2/posts/" + id + "?context=edit&_fields=" + FIELDS)));
    }

    private void byKey(Story story) throws IOException, InterruptedException {
        var body = whole(story);
        body.put("status", "publish");
        body.put("type", "post");
        body.put("slug", "final-" + story.key());
        requirePublic(post(
                "/colophon/v1/posts/colophon-bare-" + story.key() + "?epoch=1&context=edit&_fields=" + FIELDS, body));
    }

    private static Map<String, Object> whole(Story story) {
        var body = new LinkedHashMap<String, Object>();
        body.put("title", story.title());
        body.put("content", story.html());
        body.put("excerpt", "");
        body.put("password", "");
        body.put("sticky", false);
        return body;
    }

    private static void requirePublic(JsonNode post) {
        if (!post.path("status").asString("").equals("publish")) {
            throw new IllegalStateException("not public: " + post);
        }
    }

    private JsonNode post(String route, Map<String, Object> body) throws IOException, InterruptedException {
        return send(request(route)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(URI.create(site + "/wp-json" + route))
                .header("Authorization", account.authorization())
                .timeout(DEADLINE);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("the site answered " + answer.statusCode() + ": " + answer.body());
        }
        return json.readTree(answer.body());
    }
}
