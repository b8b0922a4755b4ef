package dev.colophon.localtest.export;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.parser.Parser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A WordPress as its editor reads it, and its files as a stranger does. */
final class SiteReader {

    private static final String MARKER = "(?s)<!-- colophon:[^>]*-->\\s*";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final String authorization;

    /** As {@link Export.Post}; {@code featured} is the id of an attachment, {@code parent} that of a page: 0 for none. */
    record Post(
            long id,
            String type,
            String author,
            String status,
            String link,
            String html,
            Map<String, String> fields,
            Set<String> categories,
            Set<String> tags,
            long parent,
            long featured) {}

    /** @param bytes what a stranger gets under the address */
    @SuppressWarnings("ArrayRecordComponent") // compared by what is in it, on purpose
    record File(long id, String address, String alt, String caption, byte[] bytes) {}

    /** @param siteFile what the provisioning tells of the site and its accounts */
    SiteReader(Path siteFile) throws IOException {
        var site = new JsonMapper().readTree(Files.readString(siteFile));
        var editor = site.path("users").path("editor");
        var login = editor.path("login").asString() + ":"
                + editor.path("applicationPassword").asString();
        this.api = site.path("url").asString() + "/wp-json/wp/v2/";
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    List<Post> posts() throws IOException, InterruptedException {
        var categories = ways();
        var tags = new HashMap<Long, String>();
        for (var tag : all("tags?context=edit")) {
            tags.put(tag.path("id").asLong(), unescaped(tag.path("name")));
        }
        var authors = new HashMap<Long, String>();
        for (var user : all("users?context=view")) {
            authors.put(user.path("id").asLong(), user.path("slug").asString());
        }
        var posts = new ArrayList<Post>();
        for (var type : List.of("post", "page")) {
            for (var post : all(type + "s?context=edit&status=publish,draft,private,pending,future")) {
                posts.add(new Post(
                        post.path("id").asLong(),
                        type,
                        authors.getOrDefault(post.path("author").asLong(), "unknown user"),
                        post.path("status").asString(),
                        post.path("link").asString(),
                        post.path("content").path("raw").asString().replaceAll(MARKER, ""),
                        fields(post),
                        named(post.path("categories"), categories),
                        named(post.path("tags"), tags),
                        post.path("parent").asLong(0),
                        post.path("featured_media").asLong(0)));
            }
        }
        return posts;
    }

    /** Categories and tags, as {@link Export.Term} has them. */
    List<Export.Term> terms() throws IOException, InterruptedException {
        var ways = ways();
        var terms = new ArrayList<Export.Term>();
        for (var taxonomy : List.of("categories", "tags")) {
            for (var term : all(taxonomy + "?context=edit")) {
                terms.add(new Export.Term(
                        taxonomy,
                        taxonomy.equals("tags")
                                ? unescaped(term.path("name"))
                                : ways.getOrDefault(term.path("id").asLong(), ""),
                        term.path("slug").asString(),
                        term.path("description").asString().strip()));
            }
        }
        return terms;
    }

    List<File> files() throws IOException, InterruptedException {
        var files = new ArrayList<File>();
        for (var file : all("media?context=edit")) {
            var address = file.path("source_url").asString();
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError(address + " answers " + answer.statusCode());
            }
            files.add(new File(
                    file.path("id").asLong(),
                    address,
                    file.path("alt_text").asString(),
                    file.path("caption").path("raw").asString(),
                    answer.body()));
        }
        return files;
    }

    private static Map<String, String> fields(JsonNode post) {
        return Map.of(
                "title", post.path("title").path("raw").asString().strip(),
                "excerpt", post.path("excerpt").path("raw").asString().strip(),
                "slug", post.path("slug").asString(),
                "comments", post.path("comment_status").asString(),
                "pings", post.path("ping_status").asString(),
                "password", post.path("password").asString(""),
                "date", post.path("date_gmt").asString(""),
                "format", post.path("format").asString(""),
                "sticky", Boolean.toString(post.path("sticky").asBoolean(false)));
    }

    private Map<Long, String> ways() throws IOException, InterruptedException {
        var byId = new HashMap<Long, JsonNode>();
        for (var category : all("categories?context=edit")) {
            byId.put(category.path("id").asLong(), category);
        }
        var ways = new HashMap<Long, String>();
        byId.forEach((id, category) -> {
            var way = unescaped(category.path("name"));
            for (var above = byId.get(category.path("parent").asLong());
                    above != null;
                    above = byId.get(above.path("parent").asLong())) {
                way = unescaped(above.path("name")) + " > " + way;
            }
            ways.put(id, way);
        });
        return ways;
    }

    private static String unescaped(JsonNode name) {
        return Parser.unescapeEntities(name.asString(), false);
    }

    private static Set<String> named(JsonNode ids, Map<Long, String> names) {
        var found = Export.names();
        ids.forEach(id -> found.add(names.getOrDefault(id.asLong(), "unknown term " + id)));
        return found;
    }

    private List<JsonNode> all(String route) throws IOException, InterruptedException {
        var found = new ArrayList<JsonNode>();
        var pages = 1;
        for (var page = 1; page <= pages; page++) {
            var answer = get("%s%s&orderby=id&order=asc&per_page=100&page=%d".formatted(api, route, page));
            pages = Integer.parseInt(
                    answer.headers().firstValue("X-WP-TotalPages").orElseThrow());
            new JsonMapper().readTree(answer.body()).forEach(found::add);
        }
        return found;
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", authorization)
                        .timeout(TIMEOUT)
                        .build(),
                BodyHandlers.ofString());
    }
}
