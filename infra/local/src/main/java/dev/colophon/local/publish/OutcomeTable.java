package dev.colophon.local.publish;

import dev.colophon.local.terminal.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What became of each story, for a person and for a script. */
final class OutcomeTable {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OutcomeTable() {}

    static List<String> lines(List<Outcome> outcomes) {
        var hasReasons =
                outcomes.stream().anyMatch(outcome -> !shownReason(outcome).isEmpty());
        var table = hasReasons
                ? new Table("STORY", "PLACEMENT", "STATUS", "TIME", "POST", "REASON")
                : new Table("STORY", "PLACEMENT", "STATUS", "TIME", "POST");
        for (var outcome : outcomes) {
            var cells = List.of(
                    outcome.story().label(),
                    outcome.story().placement().word(),
                    outcome.status(),
                    time(outcome),
                    outcome.url().isEmpty() ? "-" : outcome.url());
            table.row(
                    hasReasons
                            ? concat(cells, shownReason(outcome)).toArray(String[]::new)
                            : cells.toArray(String[]::new));
        }
        return table.lines();
    }

    static String json(List<Outcome> outcomes, Duration elapsed) {
        var document = JSON.createObjectNode()
                .put("stories", outcomes.size())
                .put("asAsked", Tally.of(outcomes).isAllAsAsked())
                .put("elapsedMs", elapsed.toMillis());
        var all = document.putArray("outcomes");
        for (var outcome : outcomes) {
            all.addObject()
                    .put("storyKey", outcome.story().key())
                    .put("title", outcome.story().content().title())
                    .put("placement", outcome.story().placement().word())
                    .put("status", outcome.status())
                    .put("asAsked", outcome.state() == Outcome.State.AS_ASKED)
                    .put("url", outcome.url())
                    .put("tookMs", outcome.took().toMillis())
                    .put("wasThere", outcome.wasThere())
                    .put("reason", outcome.reason());
        }
        return JSON.writeValueAsString(document);
    }

    // A reason that was overcome (a retry that succeeded) is history, and not shown.
    private static String shownReason(Outcome outcome) {
        return outcome.state() == Outcome.State.OTHERWISE ? outcome.reason() : "";
    }

    private static String time(Outcome outcome) {
        if (outcome.wasThere()) {
            return "earlier";
        }
        return outcome.took().isZero()
                ? "-"
                : String.format(Locale.ROOT, "%.1f s", outcome.took().toMillis() / 1000.0);
    }

    private static List<String> concat(List<String> cells, String last) {
        return Stream.concat(cells.stream(), Stream.of(last)).toList();
    }
}
