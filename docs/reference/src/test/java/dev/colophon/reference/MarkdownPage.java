package dev.colophon.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the repository: where it leads to, and the places within it that can be led to. */
record MarkdownPage(Path file) {

    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)>?(?: \"[^\"]*\")?\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *(```|~~~).*?^ *\\1 *$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#* *$");
    private static final Pattern NAMED = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
    private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules", ".colophon");

    static List<MarkdownPage> below(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(root.relativize(file).toString().split("/"))
                            .noneMatch(SKIPPED::contains))
                    .sorted()
                    .map(MarkdownPage::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links within the repository that lead nowhere, as they are written. */
    List<String> broken() {
        return LINK.matcher(CODE.matcher(prose()).replaceAll("code"))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !leads(link))
                .distinct()
                .toList();
    }

    private boolean leads(String link) {
        int mark = link.indexOf('#');
        var path = mark < 0 ? link : link.substring(0, mark);
        var target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return mark < 0
                || !target.toString().endsWith(".md")
                || new MarkdownPage(target).places().contains(link.substring(mark + 1));
    }

    /** What GitHub makes of the headings: letters, digits, dashes; a second one of the same words gets a number. */
    Set<String> places() {
        var places = new HashSet<String>();
        var seen = new HashMap<String, Integer>();
        HEADING.matcher(prose()).results().forEach(heading -> {
            var slug = heading.group(1)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int times = seen.merge(slug, 1, Integer::sum);
            places.add(times == 1 ? slug : slug + "-" + (times - 1));
        });
        NAMED.matcher(prose()).results().forEach(name -> places.add(name.group(1)));
        return places;
    }

    private String prose() {
        try {
            return FENCED.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
