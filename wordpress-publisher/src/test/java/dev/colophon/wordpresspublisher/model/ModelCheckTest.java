package dev.colophon.wordpresspublisher.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Explicit-state exploration of the very functions that are shipped ({@code Protocol}, {@code Endings}, {@code SweepRule}):
 * two workers and one site, and whatever can go wrong between any two of their steps. All invariants hold in every world
 * within the bounds, and from every one of them the work comes to its end once nothing is disturbed any more.
 */
class ModelCheckTest {

    private static final int DEPTH = Integer.getInteger("model.depth", 1);
    private static final int AT_A_TIME = 2;

    private static final ExecutorService EXPLORERS = Executors.newFixedThreadPool(AT_A_TIME);
    private static final Map<Bounds, Future<Exploration>> EXPLORATIONS = new HashMap<>();

    static Stream<Bounds> configurations() {
        return Configurations.all(DEPTH);
    }

    @BeforeAll
    static void explore() {
        configurations().forEach(bounds -> EXPLORATIONS.put(bounds, EXPLORERS.submit(() -> Explorer.explore(bounds))));
    }

    @AfterAll
    static void stop() {
        EXPLORERS.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everything_holds_in_every_world_within_the_bounds(Bounds bounds)
            throws InterruptedException, ExecutionException {
        Exploration found = EXPLORATIONS.remove(bounds).get();

        Findings.add(found);
        assertThat(found.violation()).as(found.line()).isNull();
        assertThat(found.worlds()).isGreaterThan(1_000);
    }
}
