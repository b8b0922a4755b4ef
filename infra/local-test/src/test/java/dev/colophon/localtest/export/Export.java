package dev.colophon.localtest.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * An export, read with a parser of its own, so that a fault of the importer's cannot hide.
 *
 * @param posts posts and pages that are published, scheduled, pending, private or drafts, by their ids
 * @param images of its library, by the addresses of their files
 * @param terms categories and tags that it tells of, whether a post has them or not
 */
public record Export(Map<String, Post> posts, Map<String, Attachment> images, List<Term> terms) {

    private static final Set<String> TAKEN = Set.of("publish", "future", "pending", "private", "draft");

    /** @param alt and {@code caption}: empty for none */
    record Attachment(String address, String alt, String caption) {}

    /** @param way the names from the top */
    record Term(String taxonomy, String way, String slug, String description) {}

    /**
     * @param author by the name that he signs in with
     * @param fields single values, by the names that the comparison gives them
     * @param categories each as the way to it from the top
     * @param parent id of the page that it stands under; empty for none
     * @param featured the image that it is shown with, by its address
     */
    record Post(
            String type,
            String author,
            String status,
            String title,
            String html,
            Map<String, String> fields,
            Set<String> categories,
            Set<String> tags,
            String parent,
            @Nullable Attachment featured) {}

    public static Export of(Path file) throws IOException, ParserConfigurationException, SAXException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var document = factory.newDocumentBuilder().parse(file.toFile());
        Map<String, Attachment> byId = new HashMap<>();
        Map<String, Attachment> images = new HashMap<>();
        for (var item : elements(document, "item").toList()) {
            var address = text(item, "wp:attachment_url").strip();
            if (!address.isEmpty()) {
                var one = new Attachment(
                        address,
                        meta(item, "_wp_attachment_image_alt").strip(),
                        text(item, "excerpt:encoded").strip());
                byId.put(text(item, "wp:post_id"), one);
                images.put(address, one);
            }
        }
        var tree = tree(document);
        Map<String, Post> posts = new HashMap<>();
        elements(document, "item")
                .filter(item -> Set.of("post", "page").contains(text(item, "wp:post_type")))
                .filter(item -> TAKEN.contains(text(item, "wp:status")))
                .forEach(item -> posts.put(text(item, "wp:post_id"), post(item, tree, byId)));
        return new Export(posts, images, terms(document, tree));
    }

    private static List<Term> terms(Document document, Map<String, Element> tree) {
        var categories = elements(document, "wp:category")
                .map(one -> new Term(
                        "categories",
                        way(text(one, "wp:cat_name"), text(one, "wp:category_nicename"), tree),
                        text(one, "wp:category_nicename"),
                        text(one, "wp:category_description").strip()));
        var tags = elements(document, "wp:tag")
                .map(one -> new Term(
                        "tags",
                        Parser.unescapeEntities(text(one, "wp:tag_name"), false).strip(),
                        text(one, "wp:tag_slug"),
                        text(one, "wp:tag_description").strip()));
        return Stream.concat(categories, tags).toList();
    }

    /** The image of the library that an address is of, in whatever size. */
    Optional<Attachment> imageAt(String address) {
        var file = address.replaceFirst("[?#].*", "");
        return Stream.of(file, file.replaceFirst("-\\d+x\\d+(?=\\.\\w+$)", ""))
                .map(images::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The addresses of the library's images that an html names. */
    Set<String> imagesNamedIn(String html) {
        var body = Jsoup.parseBodyFragment(html);
        return Stream.of(
                        body.select("[src]").eachAttr("src").stream(),
                        body.select("[href]").eachAttr("href").stream(),
                        body.select("[srcset]").eachAttr("srcset").stream()
                                .flatMap(all -> Arrays.stream(all.split(",\\s+", -1)))
                                .map(one -> one.strip().replaceFirst("\\s.*", "")))
                .flatMap(one -> one)
                .map(String::strip)
                .filter(address -> imageAt(address).isPresent())
                .filter(address -> address.matches("(?i)[^?#]*\\.(jpe?g|png|gif|webp)([?#].*)?"))
                .collect(Collectors.toSet());
    }

    private static Post post(Element item, Map<String, Element> tree, Map<String, Attachment> library) {
        var isPage = text(item, "wp:post_type").equals("page");
        return new Post(
                text(item, "wp:post_type"),
                text(item, "dc:creator").strip(),
                text(item, "wp:status"),
                text(item, "title"),
                text(item, "content:encoded"),
                fields(item, isPage),
                isPage ? Set.of() : ways(item, tree),
                isPage ? Set.of() : named(item, "post_tag"),
                isPage ? parent(item) : "",
                library.get(meta(item, "_thumbnail_id").strip()));
    }

    private static Map<String, String> fields(Element item, boolean isPage) {
        Map<String, String> fields = new HashMap<>();
        fields.put("title", text(item, "title").strip());
        fields.put("excerpt", text(item, "excerpt:encoded").strip());
        fields.put("password", text(item, "wp:post_password"));
        put(fields, "slug", text(item, "wp:post_name"));
        put(fields, "comments", text(item, "wp:comment_status"));
        put(fields, "pings", text(item, "wp:ping_status"));
        var date = text(item, "wp:post_date_gmt").strip();
        put(fields, "date", date.startsWith("0000") ? "" : date.replace(' ', 'T'));
        if (!isPage) {
            var format = named(item, "post_format");
            fields.put(
                    "format",
                    format.isEmpty() ? "standard" : format.iterator().next().toLowerCase(Locale.ROOT));
            fields.put("sticky", Boolean.toString(text(item, "wp:is_sticky").equals("1")));
        }
        return fields;
    }

    /** What the export does not say is the site's own affair. */
    private static void put(Map<String, String> fields, String name, String value) {
        if (!value.isBlank()) {
            fields.put(name, value);
        }
    }

    private static Map<String, Element> tree(Document document) {
        Map<String, Element> tree = new HashMap<>();
        elements(document, "wp:category").forEach(one -> tree.put(text(one, "wp:category_nicename"), one));
        return tree;
    }

    private static Set<String> ways(Element item, Map<String, Element> tree) {
        var ways = names();
        terms(item, "category").forEach(term -> ways.add(way(term, tree)));
        return ways;
    }

    private static String way(Element term, Map<String, Element> tree) {
        return way(term.getTextContent(), term.getAttribute("nicename"), tree);
    }

    private static String way(String name, String nicename, Map<String, Element> tree) {
        var way = Parser.unescapeEntities(name, false).strip();
        Set<String> seen = new TreeSet<>(List.of(nicename));
        var slug = above(tree.get(nicename));
        while (!slug.isEmpty() && seen.add(slug)) {
            var above = tree.get(slug);
            if (above == null) {
                return way;
            }
            way = Parser.unescapeEntities(text(above, "wp:cat_name"), false).strip() + " > " + way;
            slug = above(above);
        }
        return way;
    }

    /** Of a page. */
    private static String parent(Element item) {
        var id = text(item, "wp:post_parent").strip();
        return id.equals("0") ? "" : id;
    }

    private static String above(@Nullable Element category) {
        return category == null ? "" : text(category, "wp:category_parent");
    }

    private static Set<String> named(Element item, String domain) {
        var names = names();
        terms(item, domain)
                .forEach(term -> names.add(
                        Parser.unescapeEntities(term.getTextContent(), false).strip()));
        return names;
    }

    private static Stream<Element> terms(Element item, String domain) {
        return elements(item, "category")
                .filter(term -> term.getAttribute("domain").equals(domain));
    }

    /** WordPress matches the names of terms without regard to upper and lower case. */
    static Set<String> names() {
        return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    }

    private static String meta(Element item, String key) {
        return elements(item, "wp:postmeta")
                .filter(meta -> text(meta, "wp:meta_key").equals(key))
                .map(meta -> text(meta, "wp:meta_value"))
                .findFirst()
                .orElse("");
    }

    private static String text(Element item, String name) {
        return elements(item, name).map(Element::getTextContent).findFirst().orElse("");
    }

    private static Stream<Element> elements(Document document, String name) {
        return elements(document.getDocumentElement(), name);
    }

    private static Stream<Element> elements(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast);
    }
}
