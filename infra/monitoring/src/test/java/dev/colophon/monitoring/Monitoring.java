package dev.colophon.monitoring;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The files of this folder, as the tests read them. */
final class Monitoring {

    private static final Path FOLDER = RepositoryFiles.resolve("infra/monitoring");
    private static final Pattern METRIC =
            Pattern.compile("\\b(colophon|http|jvm|process|kafka|hikaricp)_[a-z_]+\\b|\\bup(?=\\{)");
    private static final Pattern MATCHED = Pattern.compile("[{,]\\s*([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPED =
            Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\b(by|on|without|ignoring)\\s*\\([^)]*\\)");

    private Monitoring() {}

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    static List<Path> rules() {
        return files("rules", ".yml");
    }

    static List<Path> ruleTests() {
        return files("rules-tests", ".yml");
    }

    static List<Path> dashboards() {
        return files("dashboards", ".json");
    }

    static List<Alert> alerts() {
        return rules().stream()
                .flatMap(file -> list(yaml(file), "groups").stream())
                .flatMap(group -> list(group, "rules").stream())
                .map(Alert::of)
                .toList();
    }

    /** Every test of a rule, with the name of its file's group. */
    static List<Map<String, Object>> alertTests() {
        return ruleTests().stream()
                .flatMap(file -> list(yaml(file), "tests").stream())
                .flatMap(test -> list(test, "alert_rule_test").stream())
                .toList();
    }

    /** Names of the metrics that an expression reads, labels and what they are matched with left out. */
    static Set<String> metricsOf(String expression) {
        Set<String> names = new TreeSet<>();
        if (expression.contains("up{")) {
            names.add("up");
        }
        METRIC.matcher(LABELS.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .forEach(names::add);
        return names;
    }

    /** Labels that an expression matches by, groups by or joins on. */
    static Set<String> labelsOf(String expression) {
        Set<String> names = new TreeSet<>();
        MATCHED.matcher(expression).results().forEach(label -> names.add(label.group(1)));
        GROUPED.matcher(expression)
                .results()
                .forEach(group -> names.addAll(List.of(group.group(1).strip().split("\\s*,\\s*"))));
        names.remove("");
        return names;
    }

    /** Those that none of the expression's metrics has: what asks for one finds nothing, and says nothing of it. */
    static Set<String> foreignLabels(String expression, MetricsTable table) {
        Set<String> labels = labelsOf(expression);
        labels.removeAll(Set.of("job", "instance"));
        metricsOf(expression).forEach(metric -> labels.removeAll(table.labels(metric)));
        return labels;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> of, String key) {
        return (List<Map<String, Object>>) of.getOrDefault(key, List.of());
    }

    static Map<String, Object> yaml(Path file) {
        return new Yaml().load(read(file));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.list(FOLDER.resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
