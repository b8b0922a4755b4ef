package dev.colophon.local.publish;

import dev.colophon.local.config.Refusal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Lengths of time as people type them. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("(?<count>\\d{1,6})(?<unit>[smh])");

    private Durations() {}

    static Duration of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches() || form.group("count").matches("0+")) {
            throw new Refusal("'%s' is no length of time such as 90s, 15m or 1h".formatted(text));
        }
        var unit = switch (form.group("unit")) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
        return Duration.of(Long.parseLong(form.group("count")), unit);
    }
}
