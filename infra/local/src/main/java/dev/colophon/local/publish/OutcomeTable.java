package dev.colophon.local.publish;

import dev.colophon.local.publish.Outcome.State;
import dev.colophon.local.terminal.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What became of each story, for a person and for a script. */
final class OutcomeTable {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OutcomeTable() {}

    /** The table, and below it the full reason of each story that is not where it was asked to be. */
    static List<String> lines(List<Outcome> outcomes) {
        var table = new Table("STORY", "PLACEMENT", "STATUS", "TIME", "POST");
        for (var outcome : outcomes) {
            table.row(
                    outcome.story().label(),
                    outcome.story().placement().word(),
                    outcome.status(),
                    time(outcome),
                    outcome.url().isEmpty() ? "-" : outcome.url());
        }
        var lines = new ArrayList<>(table.lines());
        outcomes.stream()
                .filter(outcome -> outcome.state() == State.OTHERWISE)
                .forEach(outcome -> lines.add("✗ %s (%s) is %s: %s"
                        .formatted(
                                outcome.story().label(),
                                outcome.story().key(),
                                outcome.status(),
                                outcome.reason().isEmpty() ? "no reason given" : outcome.reason())));
        return lines;
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
                    .put("asAsked", outcome.state() == State.AS_ASKED)
                    .put("url", outcome.url())
                    .put("tookMs", outcome.took().toMillis())
                    .put("wasThere", outcome.wasThere())
                    .put("reason", outcome.reason());
        }
        return JSON.writeValueAsString(document);
    }

    private static String time(Outcome outcome) {
        if (outcome.wasThere()) {
            return "earlier";
        }
        return outcome.took().isZero()
                ? "-"
                : String.format(Locale.ROOT, "%.1f s", outcome.took().toMillis() / 1000.0);
    }
}
