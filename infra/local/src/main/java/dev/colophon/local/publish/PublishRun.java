package dev.colophon.local.publish;

import dev.colophon.local.api.PublishApi;
import dev.colophon.local.story.ParentsFirst;
import dev.colophon.local.story.Story;
import dev.colophon.local.terminal.LiveLine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** All stories of one command side by side, with a line that tells how far they are. */
final class PublishRun {

    private static final Duration LINE_EVERY = Duration.ofMillis(200);
    private static final Duration LOOK_EVERY_MIN = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY_PER_STORY = Duration.ofMillis(5);

    private final PublishApi api;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;

    PublishRun(PublishApi api, InstantSource clock, Pause pause, RandomGenerator random) {
        this.api = api;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /** @return one outcome a story, in the order of the stories; none is under way any more */
    List<Outcome> of(List<Story> stories, String site, Duration timeout, LiveLine line) throws InterruptedException {
        var deadline = clock.instant().plus(timeout);
        var patience = new Patience(clock, pause, random, deadline);
        var limits = new StoryRun.Limits(timeout, lookEvery(stories.size()));
        var runs = stories.stream()
                .map(story ->
                        new StoryRun(api, patience, clock, new Job(story, site), Ending.of(story, deadline), limits))
                .toList();
        for (var wave : waves(ParentsFirst.depths(stories), runs)) {
            runAll(wave, runs, line);
        }
        return outcomes(runs);
    }

    /** First those that stand under none of the others. */
    private static Collection<List<StoryRun>> waves(List<Integer> depths, List<StoryRun> runs) {
        var waves = new TreeMap<Integer, List<StoryRun>>();
        for (var index = 0; index < runs.size(); index++) {
            waves.computeIfAbsent(depths.get(index), _ -> new ArrayList<>()).add(runs.get(index));
        }
        return waves.values();
    }

    /** Of one wave; what stands under its pages is asked for when they are where they should be. */
    private void runAll(List<StoryRun> runs, List<StoryRun> all, LiveLine line) throws InterruptedException {
        var began = clock.instant();
        var ended = new CountDownLatch(runs.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var run : runs) {
                threads.execute(() -> {
                    try {
                        run.run();
                    } finally {
                        ended.countDown();
                    }
                });
            }
            while (!ended.await(LINE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                line.show(Tally.of(outcomes(all)).line(Duration.between(began, clock.instant())));
            }
        } finally {
            line.clear();
        }
    }

    // So that many stories do not turn into a storm of questions: at most 200 a second in all.
    private static Duration lookEvery(int stories) {
        var spread = LOOK_EVERY_PER_STORY.multipliedBy(stories);
        return spread.compareTo(LOOK_EVERY_MIN) > 0 ? spread : LOOK_EVERY_MIN;
    }

    private static List<Outcome> outcomes(List<StoryRun> runs) {
        return runs.stream().map(StoryRun::outcome).toList();
    }
}
