package dev.colophon.systemtest.guarantee;

import dev.colophon.testkit.wordpress.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WordPress's own list of posts, read as an editor: the judge of all tests. Knows nothing of our tables. */
public final class SiteList {

    private static final int PER_PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI site;
    private final Account editor;

    /** @param site its own address, past any proxy that a test has put before it */
    public SiteList(URI site, Account editor) {
        this.site = site;
        this.editor = editor;
    }

    /** Every post with a marker of ours, drafts and the trash included. */
    public List<SitePost> posts() {
        var all = new ArrayList<SitePost>();
        for (int page = 1; ; page++) {
            JsonNode posts = get("/wp/v2/posts?context=edit&status=any,trash&orderby=id&order=asc&per_page=%d&page=%d"
                    .formatted(PER_PAGE, page));
            posts.forEach(post -> SitePost.of(post).ifPresent(all::add));
            if (posts.size() < PER_PAGE) {
                return all;
            }
        }
    }

    /** Moves a post to the trash, as an editor does. */
    public void trash(long post) {
        send(request("/wp/v2/posts/" + post).DELETE().build());
    }

    private JsonNode get(String route) {
        HttpResponse<String> answer = send(request(route).GET().build());
        if (answer.statusCode() == 400 && answer.body().contains("rest_post_invalid_page_number")) {
            return JsonMapper.shared().createArrayNode();
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the site answers its editor " + answer.statusCode());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(URI.create(site + "/wp-json" + route))
                .timeout(PATIENCE)
                .header("Authorization", editor.authorization());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException silence) {
            throw new UncheckedIOException("the site does not answer its editor", silence);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
