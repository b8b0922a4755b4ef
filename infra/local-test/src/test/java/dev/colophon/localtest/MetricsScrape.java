package dev.colophon.localtest;

import static java.util.Objects.requireNonNull;

import dev.colophon.local.config.Listener;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the running services tell Prometheus, beside what docs/metrics.md promises. */
final class MetricsScrape {

    private static final Map<String, Listener> MANAGEMENT = Map.of(
            "publish-api", Listener.API_MANAGEMENT,
            "outbox-relay", Listener.RELAY,
            "wordpress-publisher", Listener.PUBLISHER,
            "status-projector", Listener.PROJECTOR);
    private static final Pattern OWN = Pattern.compile(
            "(?m)^\\| `(colophon_[a-z_]+)` \\| [a-z]+ \\| ([a-z-]+) \\|([^|]*)\\| (from the start|with the first) \\|");
    private static final Pattern OF_LIBRARIES =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ((?:[a-zA-Z-]+ ?)+) \\|([^|]*)\\| [^|]+\\|$");
    private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");
    private static final Pattern MATCHED = Pattern.compile("(colophon_[a-z_]+)\\{([^}]*)}");
    private static final Pattern VALUE = Pattern.compile("([a-z_]+)=\"([^\"$]+)\"");

    private final String table;
    private final Map<Listener, Scraped> scraped = new EnumMap<>(Listener.class);

    MetricsScrape(LocalRun run) throws IOException, InterruptedException {
        table = Files.readString(RepositoryFiles.resolve("docs/metrics.md"));
        for (Listener listener : MANAGEMENT.values()) {
            scraped.put(listener, new Scraped(text(run.settings().port(listener))));
        }
    }

    /** A line for each metric that one has and the other has not, and for each value that is asked for and never told. */
    List<String> differences() throws IOException {
        List<String> differences = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        String asked = rulesAndDashboards();
        OWN.matcher(table).results().forEach(row -> {
            known.add(row.group(1));
            if (row.group(4).equals("from the start") || isAskedFor(row.group(1), asked)) {
                expect(row, differences);
            }
            compareLabels(row, true, differences);
        });
        OF_LIBRARIES
                .matcher(table)
                .results()
                .filter(row -> !row.group(2).equals("Prometheus"))
                .forEach(row -> {
                    expect(row, differences);
                    compareLabels(row, false, differences);
                });
        Set<String> unknown = scraped.values().stream()
                .flatMap(service -> service.families().stream())
                .filter(family -> family.startsWith("colophon_"))
                .filter(family -> !known.contains(family) && !known.contains(family.replaceFirst("_max$", "")))
                .collect(Collectors.toCollection(TreeSet::new));
        unknown.forEach(family -> differences.add(family + " is scraped, and is not in the table"));
        expectValues(asked, differences);
        return differences;
    }

    private static String rulesAndDashboards() throws IOException {
        var all = new StringBuilder();
        for (var folder : List.of("infra/monitoring/rules", "infra/monitoring/dashboards")) {
            try (var files = Files.list(RepositoryFiles.resolve(folder))) {
                for (var file : files.toList()) {
                    all.append(Files.readString(file).replace("\\\"", "\"")).append('\n');
                }
            }
        }
        return all.toString();
    }

    /** A rule or panel of a metric that has another name in the code would be silent, or empty, for ever. */
    private static boolean isAskedFor(String metric, String expressions) {
        return Pattern.compile("\\b" + metric + "(?:_count|_sum|_max|_bucket)?\\b")
                .matcher(expressions)
                .find();
    }

    /** A rule or panel that asks for a value which no service ever tells would be silent for ever. */
    private void expectValues(String expressions, List<String> differences) {
        MATCHED.matcher(expressions)
                .results()
                .forEach(selector -> VALUE.matcher(selector.group(2))
                        .results()
                        .filter(value -> scraped.values().stream()
                                .noneMatch(service -> service.tells(selector.group(1), value.group())))
                        .forEach(value -> differences.add("%s with %s is asked for, and nobody tells it"
                                .formatted(selector.group(1), value.group()))));
    }

    private void expect(MatchResult row, List<String> differences) {
        for (String service : services(row)) {
            if (!of(service).families().contains(row.group(1))) {
                differences.add(row.group(1) + " is in the table, and " + service + " does not tell it");
            }
        }
    }

    /** Of our own metrics the table has every label; of others those that rules and dashboards may ask for. */
    private void compareLabels(MatchResult row, boolean all, List<String> differences) {
        Set<String> promised = LABEL.matcher(row.group(3))
                .results()
                .map(label -> label.group(1))
                .collect(Collectors.toSet());
        for (String service : services(row)) {
            of(service).labels(row.group(1)).ifPresent(told -> {
                if (all ? !told.equals(promised) : !told.containsAll(promised)) {
                    differences.add("%s of %s has the labels %s, in the table %s"
                            .formatted(row.group(1), service, told, promised));
                }
            });
        }
    }

    private static Set<String> services(MatchResult row) {
        return row.group(2).equals("all")
                ? MANAGEMENT.keySet()
                : Set.of(row.group(2).split(" "));
    }

    private Scraped of(String service) {
        return requireNonNull(scraped.get(requireNonNull(MANAGEMENT.get(service))));
    }

    private static String text(int port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(port)))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
