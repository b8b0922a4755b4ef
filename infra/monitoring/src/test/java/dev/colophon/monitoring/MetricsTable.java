package dev.colophon.monitoring;

import dev.colophon.testkit.RepositoryFiles;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that docs/metrics.md promises. */
final class MetricsTable {

    private static final Pattern OWN =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\|[^|]*\\|[^|]*\\|([^|]*)\\|[^|]*\\|[^|]*\\|([^|]*)\\|$");
    private static final Pattern OF_LIBRARIES = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|[^|]*\\|([^|]*)\\|[^|]*\\|$");
    private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");

    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final Map<String, String> alerts = new TreeMap<>();

    MetricsTable() {
        var page = Monitoring.read(RepositoryFiles.resolve("docs/metrics.md"));
        OWN.matcher(page)
                .results()
                .forEach(row -> alerts.put(row.group(1), row.group(3).strip()));
        for (var rows : new Pattern[] {OWN, OF_LIBRARIES}) {
            rows.matcher(page)
                    .results()
                    .forEach(row -> labels.put(
                            row.group(1),
                            LABEL.matcher(row.group(2))
                                    .results()
                                    .map(label -> label.group(1))
                                    .collect(Collectors.toSet())));
        }
    }

    /** A summary's count, sum and largest are its own. */
    boolean has(String metric) {
        return labels.containsKey(family(metric));
    }

    /** Those of its samples, without the ones that Prometheus gives each. */
    Set<String> labels(String metric) {
        return labels.getOrDefault(family(metric), Set.of());
    }

    /** Of each of our own metrics the last column: the names of the rules that read it, or "none" and the reason. */
    Map<String, String> alerts() {
        return alerts;
    }

    int size() {
        return labels.size();
    }

    String family(String metric) {
        return labels.containsKey(metric) ? metric : metric.replaceFirst("_(count|sum|max|bucket)$", "");
    }
}
