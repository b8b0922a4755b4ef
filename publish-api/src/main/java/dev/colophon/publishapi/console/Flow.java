package dev.colophon.publishapi.console;

import dev.colophon.publishapi.status.NewStories.NewStory;
import dev.colophon.publishapi.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of the stories of the last hour, as numbers and as a picture that is drawn on the server.
 *
 * @param accepted how many there are
 * @param rate how many were accepted and how many ended of late, by the minute
 * @param oldest how long the oldest that has not ended waits; empty if none waits
 * @param busiest the most that were accepted within {@link #STEP}
 * @param complete whether these are all of the hour; else its newest
 */
record Flow(
        int accepted,
        int done,
        int underWay,
        int stopped,
        String rate,
        String oldest,
        int busiest,
        boolean complete,
        List<Bar> bars) {

    static final Duration SPAN = Duration.ofHours(1);
    static final int MOST = 2_000;

    /** What "of late" means for rates. */
    private static final Duration LATELY = Duration.ofMinutes(5);

    private static final Duration STEP = Duration.ofMinutes(2);
    private static final int BARS = (int) SPAN.dividedBy(STEP);
    private static final int HEIGHT = 100;
    private static final int WIDTH = 20;

    /** @param stories at most {@link #MOST}, none older than {@link #SPAN} before now */
    static Flow of(List<NewStory> stories, Instant now) {
        var counts = new int[BARS][3];
        var total = new int[3];
        Instant waiting = null;
        for (var story : stories) {
            var kind = kind(story.status());
            var age = Duration.between(story.acceptedAt(), now);
            var bar = Math.clamp(BARS - 1 - age.dividedBy(STEP), 0, BARS - 1);
            counts[bar][kind]++;
            total[kind]++;
            if (kind == 1 && (waiting == null || story.acceptedAt().isBefore(waiting))) {
                waiting = story.acceptedAt();
            }
        }
        var busiest = 0;
        for (var bar : counts) {
            busiest = Math.max(busiest, bar[0] + bar[1] + bar[2]);
        }
        return new Flow(
                stories.size(),
                total[0],
                total[1],
                total[2],
                rate(stories, now),
                waiting == null
                        ? ""
                        : Words.lasting(Duration.between(waiting, now).toMillis()),
                busiest,
                stories.size() < MOST,
                bars(counts, Math.max(1, busiest)));
    }

    private static String rate(List<NewStory> stories, Instant now) {
        var start = now.minus(LATELY);
        var accepted = stories.stream()
                .filter(story -> story.acceptedAt().isAfter(start))
                .count();
        var ended = stories.stream()
                .filter(story -> kind(story.status()) == 0 && story.since().isAfter(start))
                .count();
        return String.format(
                Locale.ROOT,
                "In the last %d minutes: %.1f accepted and %.1f done per minute.",
                LATELY.toMinutes(),
                accepted / (double) LATELY.toMinutes(),
                ended / (double) LATELY.toMinutes());
    }

    /** 0 it ended as was asked, 1 it is under way, 2 it stopped and somebody should look. */
    private static int kind(Status status) {
        return switch (status) {
            case PUBLISHED, UNPUBLISHED, CANCELLED -> 0;
            case ACCEPTED, SCHEDULED, PUBLISHING, DEFERRED, UNCONFIRMED -> 1;
            case PARKED, FAILED, REMOVED -> 2;
        };
    }

    private static List<Bar> bars(int[][] counts, int busiest) {
        var bars = new ArrayList<Bar>();
        String[] tones = {"good", "wait", "bad"};
        for (var number = 0; number < counts.length; number++) {
            var foot = HEIGHT;
            for (var kind = 0; kind < tones.length; kind++) {
                var height = Math.ceilDiv(counts[number][kind] * HEIGHT, busiest);
                if (height > 0) {
                    foot -= height;
                    bars.add(new Bar(number * WIDTH + 2, Math.max(0, foot), WIDTH - 4, height, tones[kind]));
                }
            }
        }
        return List.copyOf(bars);
    }

    /** A part of a column, in the picture's own units. */
    record Bar(int x, int y, int width, int height, String tone) {}
}
