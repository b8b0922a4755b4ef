package dev.colophon.localtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a stranger sees of a WordPress: the judge of every test here, whatever our own tables say. */
record PublicSite(String url) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    record Post(String type, long id, String title, String link) {}

    /** All public posts and pages. */
    List<Post> posts() throws IOException, InterruptedException {
        var all = new ArrayList<Post>();
        for (var type : List.of("posts", "pages")) {
            var pages = 1;
            for (var page = 1; page <= pages; page++) {
                var answer = HTTP.send(
                        HttpRequest.newBuilder(URI.create(
                                        "%s/wp-json/wp/v2/%s?orderby=id&order=asc&per_page=100&page=%d&_fields=id,title,link"
                                                .formatted(url, type, page)))
                                .timeout(TIMEOUT)
                                .build(),
                        BodyHandlers.ofString());
                pages = Integer.parseInt(
                        answer.headers().firstValue("X-WP-TotalPages").orElseThrow());
                new JsonMapper().readTree(answer.body()).forEach(post -> all.add(post(type, post)));
            }
        }
        return all;
    }

    List<String> titles() throws IOException, InterruptedException {
        return posts().stream().map(Post::title).toList();
    }

    private static Post post(String type, JsonNode post) {
        return new Post(
                type,
                post.path("id").asLong(),
                post.path("title").path("rendered").asString(),
                post.path("link").asString());
    }
}
