package dev.colophon.local.publish;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many stories stand where. */
record Tally(int all, int ended, int otherwise, Map<String, Integer> byStatus, Optional<String> trouble) {

    static Tally of(List<Outcome> outcomes) {
        var byStatus = new TreeMap<String, Integer>();
        outcomes.forEach(outcome -> byStatus.merge(outcome.status(), 1, Integer::sum));
        return new Tally(
                outcomes.size(),
                (int) outcomes.stream().filter(outcome -> !outcome.isUnderWay()).count(),
                (int) outcomes.stream()
                        .filter(outcome -> outcome.state() == Outcome.State.OTHERWISE)
                        .count(),
                byStatus,
                outcomes.stream()
                        .filter(Outcome::isUnderWay)
                        .map(Outcome::reason)
                        .filter(reason -> !reason.isEmpty())
                        .findFirst());
    }

    boolean isAllAsAsked() {
        return ended == all && otherwise == 0;
    }

    String line(Duration elapsed) {
        return "%d of %d done · %s · %s/s · %d s%s"
                .formatted(
                        ended,
                        all,
                        counts(),
                        rate(elapsed),
                        elapsed.toSeconds(),
                        trouble.map(why -> " · " + shortened(why)).orElse(""));
    }

    String summary(Duration elapsed) {
        return "%d stories: %s. %.1f s, %s stories/s.".formatted(all, counts(), seconds(elapsed), rate(elapsed));
    }

    private String counts() {
        return byStatus.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private String rate(Duration elapsed) {
        return String.format(Locale.ROOT, "%.1f", ended / Math.max(seconds(elapsed), 0.001));
    }

    private static double seconds(Duration elapsed) {
        return elapsed.toMillis() / 1000.0;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }
}
