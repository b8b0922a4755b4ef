package dev.colophon.statusprojector;

import dev.colophon.testkit.RepositoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page under docs whose tables say, row by row, what shows that something is so. A link is {@code [name](address)}, or
 * {@code [name]} or {@code [name][label]} with the label's address at the page's foot. Methods in code font after a link to a test are that test's.
 */
record TracedPage(Path folder, Map<String, List<String>> rows, Map<String, String> labels) {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (S\\d-\\d+|\\d+|`\\w+`) \\|(.+)\\|$");
    private static final Pattern LABEL = Pattern.compile("(?m)^\\[([^\\]]+)\\]: (\\S+)$");
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\]]+)\\](?:\\(([^)]+)\\)|\\[([^\\]]+)\\])?((?:,? ?`[a-z0-9_]+_[a-z0-9_]+`)*)");
    private static final Pattern METHOD = Pattern.compile("`([a-z0-9_]+)`");

    /** A link of a row. {@code target} is null where a label leads nowhere. */
    record Shown(String name, Path target, List<String> methods) {

        boolean isTest() {
            return target.toString().matches(".*/src/test/.*\\.java");
        }

        List<String> missing() {
            if (!Files.exists(target)) {
                return List.of(name + ": there is no " + target);
            }
            if (methods.isEmpty()) {
                return List.of();
            }
            String source = Contracts.read(target);
            return methods.stream()
                    .filter(method -> !Pattern.compile("\\b" + method + "(\\(| =)")
                            .matcher(source)
                            .find())
                    .map(method -> name + " has no " + method)
                    .toList();
        }
    }

    static TracedPage of(String page) {
        Path file = RepositoryFiles.resolve(page);
        return of(Contracts.read(file), Objects.requireNonNull(file.getParent()));
    }

    static TracedPage of(String text, Path folder) {
        var rows = new LinkedHashMap<String, List<String>>();
        ROW.matcher(text).results().forEach(row -> {
            if (rows.put(
                            row.group(1),
                            Stream.of(row.group(2).split(" \\| "))
                                    .map(String::strip)
                                    .toList())
                    != null) {
                throw new IllegalStateException(row.group(1) + " is there twice");
            }
        });
        var labels = new LinkedHashMap<String, String>();
        LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return new TracedPage(folder, rows, labels);
    }

    /** What a row links to. */
    List<Shown> shown(String number) {
        var shown = new ArrayList<Shown>();
        Matcher link = LINK.matcher(String.join(" | ", rows.getOrDefault(number, List.of())));
        while (link.find()) {
            String address = link.group(2) != null
                    ? link.group(2)
                    : labels.getOrDefault(
                            link.group(3) != null ? link.group(3) : link.group(1), "no-such-label/" + link.group(1));
            List<String> methods = METHOD.matcher(link.group(4))
                    .results()
                    .map(method -> method.group(1))
                    .toList();
            shown.add(new Shown(
                    link.group(1),
                    folder.resolve(address.replaceFirst("#.*", "")).normalize(),
                    methods));
        }
        return shown;
    }

    /** What is named and is not there. */
    List<String> missing() {
        return rows.keySet().stream()
                .flatMap(number -> shown(number).stream()
                        .flatMap(shown -> shown.missing().stream().map(what -> number + ": " + what)))
                .toList();
    }
}
