package dev.colophon.systemtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.parser.Parser;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what a WordPress keeps of an export's posts and pages against the export itself: the whole content, excerpt,
 * categories, tags, parent, date, stickiness, password, format and what readers may add. It reads the export with a parser of its own, so that a fault of the importer's cannot hide.
 */
final class ExportComparison {

    private static final String MARKER = "(?s)<!-- colophon:[^>]*-->\\s*";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final String authorization;

    /** {@code parent}: in the export its id there, at the site its address; empty for none. */
    private record Item(
            String content,
            String excerpt,
            Set<String> categories,
            Set<String> tags,
            String parent,
            Map<String, String> settings) {}

    /** @param siteFile what the provisioning tells of the site and its accounts */
    ExportComparison(Path siteFile) throws IOException {
        var site = new JsonMapper().readTree(Files.readString(siteFile));
        var editor = site.path("users").path("editor");
        var login = editor.path("login").asString() + ":"
                + editor.path("applicationPassword").asString();
        this.api = site.path("url").asString() + "/wp-json/wp/v2/";
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** @return a line for each difference; none is good */
    List<String> differences(Path export, List<JsonNode> outcomes) throws Exception {
        var atTheSite = postsByLink();
        var differences = new ArrayList<String>();
        var wanted = items(export);
        var addresses = new HashMap<String, String>();
        outcomes.forEach(outcome -> addresses.put(
                idOf(outcome.path("storyKey").asString()), outcome.path("url").asString("")));
        for (var outcome : outcomes) {
            if (outcome.path("status").asString().equals("published")) {
                var key = outcome.path("storyKey").asString();
                var item = wanted.get(idOf(key));
                var seen = atTheSite.get(outcome.path("url").asString());
                if (item == null || seen == null) {
                    differences.add(key + ": not in the export, or not at the site under its address");
                } else {
                    compare(key + " content", item.content(), seen.content(), differences);
                    compare(key + " excerpt", item.excerpt(), seen.excerpt(), differences);
                    compare(key + " tags", item.tags(), seen.tags(), differences);
                    item.settings()
                            .forEach((name, value) -> compare(
                                    key + " " + name, value, seen.settings().getOrDefault(name, ""), differences));
                    compare(key + " parent", addresses.getOrDefault(item.parent(), ""), seen.parent(), differences);
                    if (!item.categories().isEmpty()) {
                        compare(key + " categories", item.categories(), seen.categories(), differences);
                    }
                }
            }
        }
        return differences;
    }

    private static String idOf(String storyKey) {
        return storyKey.substring(storyKey.lastIndexOf('-') + 1);
    }

    private static void compare(String what, Object wanted, Object seen, List<String> differences) {
        if (!wanted.equals(seen)) {
            differences.add("%s: wanted <%s> but the site has <%s>".formatted(what, wanted, seen));
        }
    }

    private static Map<String, Item> items(Path export) throws IOException, ParserConfigurationException, SAXException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var nodes = factory.newDocumentBuilder().parse(export.toFile()).getElementsByTagName("item");
        var items = new HashMap<String, Item>();
        IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .forEach(item -> {
                    var isPage = text(item, "wp:post_type").equals("page");
                    items.put(
                            text(item, "wp:post_id"),
                            new Item(
                                    content(text(item, "content:encoded")),
                                    text(item, "excerpt:encoded").strip(),
                                    isPage ? Set.of() : terms(item, "category"),
                                    isPage ? Set.of() : terms(item, "post_tag"),
                                    isPage ? text(item, "wp:post_parent") : "",
                                    settings(item, isPage)));
                });
        return items;
    }

    private static Map<String, String> settings(Element item, boolean isPage) {
        var settings = new HashMap<String, String>();
        settings.put("comments", text(item, "wp:comment_status"));
        settings.put("pings", text(item, "wp:ping_status"));
        settings.put("password", text(item, "wp:post_password"));
        if (!text(item, "wp:post_date_gmt").startsWith("0000")
                && text(item, "wp:status").equals("publish")) {
            settings.put("date", text(item, "wp:post_date_gmt").strip().replace(' ', 'T'));
        }
        if (!isPage) {
            var format = terms(item, "post_format");
            settings.put(
                    "format",
                    format.isEmpty() ? "standard" : format.iterator().next().toLowerCase(Locale.ROOT));
            settings.put("sticky", Boolean.toString(text(item, "wp:is_sticky").equals("1")));
        }
        return settings;
    }

    private static Map<String, String> settings(JsonNode post) {
        return Map.of(
                "comments", post.path("comment_status").asString(),
                "pings", post.path("ping_status").asString(),
                "password", post.path("password").asString(""),
                "date", post.path("date_gmt").asString(),
                "format", post.path("format").asString(""),
                "sticky", Boolean.toString(post.path("sticky").asBoolean(false)));
    }

    private static String text(Element item, String name) {
        var found = item.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    /** WordPress writes the attributes of blocks anew when it saves, and PHP has one form for an empty object and list. */
    private static String content(String raw) {
        return raw.replace("{}", "[]").strip();
    }

    private static Set<String> terms(Element item, String domain) {
        var all = item.getElementsByTagName("category");
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER); // as WordPress matches the names of terms
        for (var i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element term
                    && term.getAttribute("domain").equals(domain)) {
                names.add(Parser.unescapeEntities(term.getTextContent(), false).strip());
            }
        }
        return names;
    }

    private Map<String, Item> postsByLink() throws IOException, InterruptedException {
        var categories = names("categories");
        var tags = names("tags");
        var posts = new HashMap<String, Item>();
        var links = new HashMap<Long, String>();
        for (var page : all("pages?context=edit&status=any")) {
            links.put(page.path("id").asLong(), page.path("link").asString());
        }
        for (var type : List.of("posts", "pages")) {
            for (var post : all(type + "?context=edit&status=publish")) {
                posts.put(
                        post.path("link").asString(),
                        new Item(
                                post.path("content")
                                        .path("raw")
                                        .asString()
                                        .replaceAll(MARKER, "")
                                        .strip(),
                                post.path("excerpt").path("raw").asString().strip(),
                                named(post.path("categories"), categories),
                                named(post.path("tags"), tags),
                                links.getOrDefault(post.path("parent").asLong(0), ""),
                                settings(post)));
            }
        }
        return posts;
    }

    private Map<Long, String> names(String taxonomy) throws IOException, InterruptedException {
        var names = new HashMap<Long, String>();
        for (var term : all(taxonomy + "?context=edit")) {
            names.put(
                    term.path("id").asLong(),
                    Parser.unescapeEntities(term.path("name").asString(), false));
        }
        return names;
    }

    private static Set<String> named(JsonNode ids, Map<Long, String> names) {
        var found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ids.forEach(id -> found.add(names.getOrDefault(id.asLong(), "unknown term " + id)));
        return found;
    }

    private List<JsonNode> all(String route) throws IOException, InterruptedException {
        var found = new ArrayList<JsonNode>();
        var pages = 1;
        for (var page = 1; page <= pages; page++) {
            var request = HttpRequest.newBuilder(URI.create("%s%s&per_page=100&page=%d".formatted(api, route, page)))
                    .header("Authorization", authorization)
                    .timeout(TIMEOUT)
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            pages = Integer.parseInt(
                    answer.headers().firstValue("X-WP-TotalPages").orElseThrow());
            new JsonMapper().readTree(answer.body()).forEach(found::add);
        }
        return found;
    }
}
