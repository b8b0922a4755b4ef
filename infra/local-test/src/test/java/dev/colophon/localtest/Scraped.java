package dev.colophon.localtest;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one service told Prometheus, in the text format. */
record Scraped(String text) {

    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE ([a-z_]+) ");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    Set<String> families() {
        return FAMILY.matcher(text)
                .results()
                .map(family -> family.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of the family's samples; empty where there is none yet. Quantiles are a summary's own way. */
    Optional<Set<String>> labels(String family) {
        var samples = Pattern.compile("(?m)^" + family + "(?:_count|_sum|_max)?(?:\\{(.*)})? [^ ]+$")
                .matcher(text)
                .results()
                .toList();
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        var labels = new TreeSet<String>();
        samples.stream()
                .filter(sample -> sample.group(1) != null)
                .forEach(sample ->
                        LABEL.matcher(sample.group(1)).results().forEach(label -> labels.add(label.group(1))));
        return Optional.of(labels);
    }

    /** Whether there is a sample of this name with this label and value. */
    boolean tells(String sample, String labelAndValue) {
        return Pattern.compile("(?m)^" + sample + "\\{(?:[^\\n]*,)?" + Pattern.quote(labelAndValue))
                .matcher(text)
                .find();
    }
}
