package dev.colophon.monitoring;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One alert of the rules. */
record Alert(String name, String expression, String severity, String summary, String runbook) {

    static Alert of(Map<String, Object> rule) {
        return new Alert(
                text(rule, "alert"),
                text(rule, "expr"),
                text(rule.get("labels"), "severity"),
                text(rule.get("annotations"), "summary"),
                text(rule.get("annotations"), "runbook_url"));
    }

    private static String text(@Nullable Object of, String key) {
        var map = (Map<?, ?>) requireNonNull(of, key);
        return (String) requireNonNull(map.get(key), () -> key + " of " + map);
    }
}
