package dev.colophon.statusprojector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The order and the repetition of events must not matter; the seed of every run is in its failure. */
class FoldOrderTest {

    private static final int SETS = 400;
    private static final List<Stage> STAGES =
            List.of(Stage.SCHEDULED, Stage.PUBLISHING, Stage.DEFERRED, Stage.UNCONFIRMED, Stage.PARKED, Stage.FAILED);

    private static final List<Action> ACTIONS = List.of(Action.values());

    @Test
    void all_orders_of_five_events_give_one_status() {
        var seeds = new Random().longs(SETS).toArray();
        for (var seed : seeds) {
            var set = randomEvents(new Random(seed), 1 + new Random(seed).nextInt(5));
            var expected = Fold.of(set);
            permutations(
                    set,
                    0,
                    order -> assertThat(Fold.of(order))
                            .as("seed %d, order %s", seed, order)
                            .isEqualTo(expected));
        }
    }

    @Test
    void repetitions_of_events_change_nothing() {
        for (var seed : new Random().longs(SETS).toArray()) {
            var random = new Random(seed);
            var set = randomEvents(random, 1 + random.nextInt(30));
            var repeated = new ArrayList<>(set);
            for (int i = 0; i < set.size(); i++) {
                repeated.add(set.get(random.nextInt(set.size())));
            }
            Collections.shuffle(repeated, random);
            assertThat(Fold.of(repeated)).as("seed %d", seed).isEqualTo(Fold.of(set));
        }
    }

    @Test
    void a_public_post_leaves_the_status_only_by_a_receipt_that_saw_it_gone() {
        for (var seed : new Random().longs(SETS).toArray()) {
            var events = new Events();
            var random = new Random(seed);
            var history = new ArrayList<LoggedEvent>(List.of(events.requested(1, 1), events.published(1, 1)));
            for (int i = 0; i < 8; i++) {
                history.add(anythingButGone(events, random));
            }
            var state = Fold.of(history).projection().orElseThrow().state();
            assertThat(state.status()).as("seed %d, %s", seed, history).isEqualTo(Status.PUBLISHED);
        }
    }

    private static List<LoggedEvent> randomEvents(Random random, int size) {
        var events = new Events();
        var all = new ArrayList<LoggedEvent>();
        for (int i = 0; i < size; i++) {
            all.add(random.nextInt(4) == 0 ? gone(events, random) : anythingButGone(events, random));
        }
        return all;
    }

    private static LoggedEvent gone(Events events, Random random) {
        var generation = 1 + random.nextInt(2);
        var revision = 1 + random.nextInt(3);
        return random.nextBoolean() ? events.removed(generation, revision) : events.unpublished(generation, revision);
    }

    private static LoggedEvent anythingButGone(Events events, Random random) {
        var generation = 1 + random.nextInt(2);
        var revision = 1 + random.nextInt(3);
        return switch (random.nextInt(10)) {
            case 0 -> events.requested(generation, revision);
            case 1 ->
                events.requestedAt(
                        random.nextInt(5) == 0 ? events.requested(1, 1).id().value() : Events.SITE,
                        generation,
                        revision);
            case 2 ->
                events.published(generation, revision, random.nextBoolean() ? "7" : "8", "https://news.example/x/");
            case 3 ->
                new LoggedEvent.Progressed(
                        events.numbered(1 + random.nextInt(4), generation, revision, null),
                        Stage.PARKED,
                        Events.TROUBLE,
                        null);
            case 4 -> events.unfounded(generation, revision);
            case 5 -> events.asked(ACTIONS.get(random.nextInt(ACTIONS.size())), revision);
            case 6 -> events.cancelled(generation, revision);
            case 7 -> events.cancelRefused(generation, revision);
            case 8 -> events.generationOpened(generation, revision);
            default -> events.progressed(STAGES.get(random.nextInt(STAGES.size())), generation, revision);
        };
    }

    private static void permutations(List<LoggedEvent> events, int fixed, Consumer<List<LoggedEvent>> each) {
        if (fixed == events.size()) {
            each.accept(List.copyOf(events));
            return;
        }
        for (int i = fixed; i < events.size(); i++) {
            Collections.swap(events, fixed, i);
            permutations(events, fixed + 1, each);
            Collections.swap(events, fixed, i);
        }
    }
}
