package dev.colophon.localtest.export;

import dev.colophon.localtest.export.Export.Attachment;
import dev.colophon.localtest.export.SiteReader.File;
import dev.colophon.testkit.wordpress.UploadsFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds what a WordPress has of an export's posts and pages against the export: each single field, categories with their parents,
 * tags, the html, and the images by the bytes that a stranger gets under their addresses.
 */
public final class ExportComparison {

    private static final int INLINE_MAX = 30;

    private final Export export;
    private final Set<String> lost;
    private final List<SiteReader.Post> posts;
    private final List<File> files;
    private final List<Export.Term> terms;
    /** The posts at the site, by the stories that they are of. */
    private final Map<String, SiteReader.Post> found = new HashMap<>();

    private final List<Difference> differences = new ArrayList<>();
    private int compared;
    private int images;

    /**
     * @param siteFile what the provisioning tells of the site and its accounts
     * @param lost paths of images that could not be had
     */
    public ExportComparison(Export export, Path siteFile, Set<String> lost) throws IOException, InterruptedException {
        this.export = export;
        this.lost = lost;
        var site = new SiteReader(siteFile);
        this.posts = site.posts();
        this.files = site.files();
        this.terms = site.terms();
    }

    /** @param outcomes what the import told of each story */
    public List<Difference> differences(List<JsonNode> outcomes) {
        var sorted = outcomes.stream()
                .sorted((one, other) -> key(one).compareTo(key(other)))
                .toList();
        sorted.forEach(this::find);
        sorted.forEach(this::compare);
        var whole = new WholeExport(export);
        found.forEach((story, seen) -> whole.compareAuthor(post(story).author(), seen.author()));
        whole.compareTerms(terms, found.keySet().stream().map(this::post).toList());
        differences.addAll(whole.differences());
        compared += whole.compared();
        return List.copyOf(differences);
    }

    /** How many fields were held against each other. */
    public int compared() {
        return compared;
    }

    /** How many of them were images that are at the site. */
    public int images() {
        return images;
    }

    /** Writes all differences as a table. */
    public void report(Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        var rows = differences.stream().map(Difference::row).collect(Collectors.joining("\n"));
        Files.writeString(to, """
                # What is at the site otherwise than in the export

                %d fields were compared, %d images among them; %d differ, %d of those without a known reason.

                | story | field | export | site | why it is as it should be |
                |---|---|---|---|---|
                %s
                """.formatted(
                        compared,
                        images,
                        differences.size(),
                        differences.stream().filter(one -> !one.isExpected()).count(),
                        rows));
    }

    private void find(JsonNode outcome) {
        var wanted = post(key(outcome));
        posts.stream()
                .filter(post -> !found.containsValue(post) && isOf(post, wanted, outcome))
                .findFirst()
                .ifPresent(post -> found.put(key(outcome), post));
    }

    private void compare(JsonNode outcome) {
        var story = key(outcome);
        var wanted = post(story);
        var seen = found.get(story);
        if (outcome.path("status").asString().equals("scheduled")) {
            differ(story, "post", wanted.status(), "none yet", "it waits in Colophon until its time");
        } else if (seen == null) {
            differ(story, "post", wanted.title(), "none", null);
        } else {
            compareStatus(story, wanted.status(), seen.status());
            wanted.fields()
                    .forEach((name, value) ->
                            compareField(story, name, value, seen.fields().getOrDefault(name, "")));
            compareNames(story, "categories", wanted.categories(), seen.categories());
            compareNames(story, "tags", wanted.tags(), seen.tags());
            compareParent(story, wanted.parent(), seen.parent());
            compareFeatured(story, wanted.featured(), seen.featured());
            compareHtml(story, wanted.html(), seen.html());
        }
    }

    /** A page of the export that is no story of it cannot be stood under. */
    private void compareParent(String story, String wanted, long seen) {
        var above = found.get(story.substring(0, story.lastIndexOf('-') + 1) + wanted);
        var id = above == null ? 0 : above.id();
        var lost = !wanted.isEmpty() && above == null && !export.posts().containsKey(wanted);
        compared++;
        if (id != seen || (above == null && !wanted.isEmpty())) {
            differ(
                    story,
                    "parent",
                    wanted,
                    Long.toString(seen),
                    lost && seen == 0 ? "its parent is no page of the export, and was told" : null);
        }
    }

    private Export.Post post(String story) {
        return Objects.requireNonNull(export.posts().get(story.substring(story.lastIndexOf('-') + 1)), story);
    }

    private static boolean isOf(SiteReader.Post post, Export.Post wanted, JsonNode outcome) {
        return outcome.path("status").asString().equals("published")
                ? post.link().equals(outcome.path("url").asString())
                : !post.status().equals("publish")
                        && post.type().equals(wanted.type())
                        && wanted.title().strip().equals(post.fields().get("title"));
    }

    private void compareStatus(String story, String wanted, String seen) {
        compared++;
        var due = wanted.equals("future") ? "publish" : wanted;
        if (!due.equals(seen)) {
            differ(
                    story,
                    "status",
                    wanted,
                    seen,
                    due.equals("pending") && seen.equals("draft")
                            ? "nobody at this site was asked for a review"
                            : null);
        }
    }

    private void compareField(String story, String name, String wanted, String seen) {
        compared++;
        if (!wanted.equals(seen)) {
            differ(story, name, wanted, seen, whyField(story, name, wanted, seen));
        }
    }

    private @Nullable String whyField(String story, String name, String wanted, String seen) {
        return switch (name) {
            case "slug" -> whySlug(wanted, seen);
            case "sticky" ->
                "".equals(post(story).fields().get("password"))
                        ? null
                        : "WordPress takes no sticky post with a password";
            default -> null;
        };
    }

    private static @Nullable String whySlug(String wanted, String seen) {
        if (seen.startsWith("colophon-")) {
            return "a post that was never public is under its technical slug";
        }
        return wanted.matches("(?!colophon-)[a-z][a-z0-9-]{0,189}")
                ? null
                : "a slug is a-z, 0-9 and -, and begins with a letter: one was made from the title";
    }

    /** Told are the names that are on one side alone, to the letter. */
    private void compareNames(String story, String field, Set<String> wanted, Set<String> seen) {
        compared++;
        var lacking = without(wanted, Set.copyOf(seen));
        var more = without(seen, Set.copyOf(wanted));
        if (!lacking.isEmpty() || !more.isEmpty()) {
            differ(story, field, lacking.toString(), more.toString(), whyNames(wanted, seen));
        }
    }

    private static List<String> without(Set<String> names, Set<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static @Nullable String whyNames(Set<String> wanted, Set<String> seen) {
        if (wanted.equals(seen)) {
            return "the site has the name in other letters already: WordPress takes upper and lower case for one";
        }
        return wanted.isEmpty() && seen.equals(Set.of("Uncategorized"))
                ? "WordPress gives a post without categories its default one"
                : null;
    }

    private void compareFeatured(String story, @Nullable Attachment wanted, long seen) {
        compared++;
        var shown = files.stream().filter(file -> file.id() == seen).findFirst();
        if (wanted == null) {
            if (seen != 0) {
                differ(story, "featured image", "none", "attachment " + seen, null);
            }
        } else if (shown.isEmpty()) {
            differ(story, "featured image", wanted.address(), "none", whyLost(wanted.address()));
        } else if (!Arrays.equals(picture(wanted.address()), shown.get().bytes())) {
            differ(story, "featured image", wanted.address(), shown.get().address(), null);
        } else {
            images++;
            compareField(
                    story, "featured image's alt", wanted.alt(), shown.get().alt());
            compareField(
                    story,
                    "featured image's caption",
                    wanted.caption(),
                    shown.get().caption());
        }
    }

    /** Every address in its own name: that of the site's file where the site has it in this html. */
    private void compareHtml(String story, String wanted, String seen) {
        compared++;
        Map<String, String> ofSite = new HashMap<>();
        Map<String, String> ofExport = new LinkedHashMap<>();
        var addresses = export.imagesNamedIn(wanted);
        for (var file : files) {
            if (seen.contains(file.address())) {
                ofSite.put(file.address(), "file:" + file.id());
                addresses.stream()
                        .filter(address -> Arrays.equals(picture(address), file.bytes()))
                        .forEach(address -> ofExport.put(address, "file:" + file.id()));
            }
        }
        images += ofSite.size();
        differences.addAll(
                new HtmlComparison(story, HtmlComparison.named(wanted, ofExport), HtmlComparison.named(seen, ofSite))
                        .differences());
        for (var address : Jsoup.parseBodyFragment(seen).select("img[src]").eachAttr("src").stream()
                .map(String::strip)
                .distinct()
                .toList()) {
            if (!ofSite.containsKey(address)) {
                differ(story, "inline image", "at the site", address, whyInline(address, addresses));
            }
        }
    }

    private @Nullable String whyInline(String address, Set<String> all) {
        if (export.imageAt(address).isEmpty()) {
            return "it is another site's, and stays there";
        }
        return all.size() > INLINE_MAX ? "a post brings at most %d images".formatted(INLINE_MAX) : whyLost(address);
    }

    private @Nullable String whyLost(String address) {
        return lost.contains(URI.create(address).getPath()) ? "the file is not to be had any more, and was told" : null;
    }

    private static byte[] picture(String address) {
        return UploadsFolder.picture(URI.create(address).getPath());
    }

    private void differ(String story, String field, String wanted, String seen, @Nullable String why) {
        differences.add(new Difference(story, field, wanted, seen, why));
    }

    private static String key(JsonNode outcome) {
        return outcome.path("storyKey").asString();
    }
}
