package dev.colophon.statusprojector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.publication.Publication.Begun;
import dev.colophon.statusprojector.publication.Publication.Unborn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every state meets every event; what comes of it is written down, pair by pair, in publication-table.txt. */
class PublicationTableTest {

    private final Events events = new Events();

    @Test
    void every_state_has_a_decided_answer_to_every_event() throws IOException {
        assertThat(table()).isEqualTo(decided());
    }

    @Test
    void the_table_has_every_kind_of_state_and_of_event() {
        assertThat(states().values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsAll(leavesOf(Publication.class));
        assertThat(events().values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsAll(leavesOf(LoggedEvent.class));
        assertThat(events().keySet().stream().map(name -> name.substring(0, name.indexOf(' '))))
                .containsAll(Arrays.stream(Stage.values())
                        .filter(stage -> stage != Stage.ACCEPTED)
                        .map(stage -> stage.status().word())
                        .toList())
                .containsAll(Arrays.stream(Action.values())
                        .map(action -> "asked-" + action.word())
                        .toList());
        assertThat(states().values().stream()
                        .filter(Begun.class::isInstance)
                        .map(state -> PublicState.of((Begun) state).status()))
                .containsAll(List.of(Status.values()));
    }

    private String decided() throws IOException {
        try (var file = getClass().getResourceAsStream("/publication-table.txt")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String table() {
        var lines = new StringBuilder();
        states().forEach((name, state) -> {
            lines.append(name).append(": ").append(render(state)).append('\n');
            events().forEach((event, it) -> lines.append("  %-26s %s%n".formatted(event, outcome(state, it))));
        });
        return lines.toString();
    }

    private static String outcome(Publication before, LoggedEvent event) {
        return switch (before.on(event)) {
            case Step.Advanced advanced -> "-> " + render(advanced.publication());
            case Step.Stale stale -> {
                assertThat(stale.publication()).isEqualTo(before);
                yield "stale";
            }
            case Step.Conflict conflict -> {
                assertThat(conflict.publication()).isEqualTo(before);
                yield "CONFLICT " + conflict.why();
            }
        };
    }

    private static String render(Publication publication) {
        if (!(publication instanceof Begun begun)) {
            return "nothing";
        }
        var state = PublicState.of(begun);
        var edition =
                "%s g%dr%d".formatted(state.status().word(), begun.newest().generation(), state.revision());
        var update = state.updateStatus();
        var post = begun.post();
        return edition
                + (update == null
                        ? ""
                        : ", " + update.word() + " r" + state.newest().revision())
                + (post == null ? "" : ", post " + post.value())
                + (state.external() == null ? "" : " " + state.external().url());
    }

    private Map<String, Publication> states() {
        var states = new LinkedHashMap<String, Publication>();
        states.put("unborn", new Unborn());
        states.put("accepted", after(events.requested(2, 2)));
        states.put("scheduled", after(events.progressed(Stage.SCHEDULED, 2, 2)));
        states.put("publishing without a post", after(events.progressed(Stage.PUBLISHING, 2, 2)));
        states.put("publishing", after(events.reserved(2, 2, "7")));
        states.put("deferred", after(events.progressed(Stage.DEFERRED, 2, 2)));
        states.put("unconfirmed", after(events.progressed(Stage.UNCONFIRMED, 2, 2)));
        states.put("parked", after(events.progressed(Stage.PARKED, 2, 2)));
        states.put("failed", after(events.progressed(Stage.FAILED, 2, 2)));
        states.put("published", after(events.published(2, 2)));
        states.put("published and pending", after(events.published(2, 1), events.requested(2, 2)));
        states.put(
                "published and unconfirmed", after(events.published(2, 1), events.progressed(Stage.UNCONFIRMED, 2, 2)));
        states.put("published and failed", after(events.published(2, 1), events.progressed(Stage.FAILED, 2, 2)));
        states.put(
                "published and failed at the third",
                after(events.published(2, 1), events.progressed(Stage.FAILED, 2, 3)));
        states.put("unpublished", after(events.unpublished(2, 2)));
        states.put("unpublished again", after(events.published(2, 1), events.unpublished(2, 2)));
        states.put("publishing again", after(events.unpublished(2, 1), events.progressed(Stage.PUBLISHING, 2, 2)));
        states.put("removed", after(events.published(2, 2), events.removed(2, 2)));
        states.put(
                "retried after a removal",
                after(events.published(2, 1), events.removed(2, 1), events.asked(Action.RETRY, 2)));
        states.put("cancelled", after(events.cancelled(2, 2)));
        states.put("opened", after(events.published(1, 1), events.removed(1, 1), events.generationOpened(2, 2)));
        return states;
    }

    private static Publication after(LoggedEvent... all) {
        Publication publication = new Unborn();
        for (var event : all) {
            publication = publication.on(event).publication();
        }
        return publication;
    }

    private Map<String, LoggedEvent> events() {
        var table = new LinkedHashMap<String, LoggedEvent>();
        for (long revision = 1; revision <= 3; revision++) {
            var at = " g2r" + revision;
            table.put("requested" + at, events.requested(2, revision));
            for (var action : Action.values()) {
                table.put("asked-" + action.word() + " r" + revision, events.asked(action, revision));
            }
            for (var stage : Stage.values()) {
                if (stage != Stage.ACCEPTED) {
                    table.put(stage.status().word() + at, events.progressed(stage, 2, revision));
                }
            }
            table.put("reserved" + at, events.reserved(2, revision, "7"));
            table.put("published" + at, events.published(2, revision));
            table.put("published elsewhere" + at, events.published(2, revision, "7", "https://news.example/b/"));
            table.put("published twice" + at, events.published(2, revision, "8", "https://news.example/8/"));
            table.put("unpublished" + at, events.unpublished(2, revision));
            table.put("removed" + at, events.removed(2, revision));
            table.put("cancelled" + at, events.cancelled(2, revision));
            table.put("cancel-refused" + at, events.cancelRefused(2, revision));
            table.put("generation-opened" + at, events.generationOpened(2, revision));
            table.put("unfounded" + at, events.unfounded(2, revision));
        }
        table.put("requested g1r9", events.requested(1, 9));
        table.put("published g1r9", events.published(1, 9));
        table.put("cancelled g1r9", events.cancelled(1, 9));
        table.put("cancel-refused g1r9", events.cancelRefused(1, 9));
        table.put("generation-opened g1r9", events.generationOpened(1, 9));
        table.put("requested g3r4", events.requested(3, 4));
        table.put("publishing g3r4", events.progressed(Stage.PUBLISHING, 3, 4));
        table.put("published g3r4", events.published(3, 4, "9", "https://news.example/9/"));
        table.put("unpublished g3r4", events.unpublished(3, 4));
        table.put("removed g3r4", events.removed(3, 4));
        table.put("cancelled g3r4", events.cancelled(3, 4));
        table.put("cancel-refused g3r4", events.cancelRefused(3, 4));
        table.put("generation-opened g3r4", events.generationOpened(3, 4));
        return table;
    }

    private static Set<Class<?>> leavesOf(Class<?> sealed) {
        var leaves = new HashSet<Class<?>>();
        for (var permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                leaves.addAll(leavesOf(permitted));
            } else {
                leaves.add(permitted);
            }
        }
        return leaves;
    }
}
