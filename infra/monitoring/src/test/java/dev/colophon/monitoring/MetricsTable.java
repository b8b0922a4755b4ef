package dev.colophon.monitoring;

import dev.colophon.testkit.RepositoryFiles;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that docs/metrics.md promises. */
final class MetricsTable {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");

    private final Set<String> names;

    MetricsTable() {
        names = ROW.matcher(Monitoring.read(RepositoryFiles.resolve("docs/metrics.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A summary's count, sum and largest are its own. */
    boolean has(String metric) {
        return names.contains(metric) || names.contains(metric.replaceFirst("_(count|sum|max|bucket)$", ""));
    }

    int size() {
        return names.size();
    }
}
