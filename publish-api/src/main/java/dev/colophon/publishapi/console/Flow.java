package dev.colophon.publishapi.console;

import dev.colophon.publishapi.status.NewStories.NewStory;
import dev.colophon.publishapi.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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

    // The kinds of a story, from the foot of a column up: ended as was asked, under way, stopped so that somebody
    // should look.
    private static final int DONE = 0;
    private static final int UNDER_WAY = 1;
    private static final int STOPPED = 2;
    private static final List<String> TONES = List.of("good", "wait", "bad");

    /** @param stories at most {@link #MOST}, none older than {@link #SPAN} before now */
    static Flow of(List<NewStory> stories, Instant now) {
        var counts = new int[BARS][TONES.size()];
        var total = new int[TONES.size()];
        for (var story : stories) {
            var kind = kind(story.status());
            var age = Duration.between(story.acceptedAt(), now);
            var bar = Math.clamp(BARS - 1 - age.dividedBy(STEP), 0, BARS - 1);
            counts[bar][kind]++;
            total[kind]++;
        }
        var busiest = Arrays.stream(counts)
                .mapToInt(bar -> IntStream.of(bar).sum())
                .max()
                .orElse(0);
        return new Flow(
                stories.size(),
                total[DONE],
                total[UNDER_WAY],
                total[STOPPED],
                rate(stories, now),
                oldest(stories, now),
                busiest,
                stories.size() < MOST,
                bars(counts, Math.max(1, busiest)));
    }

    private static String oldest(List<NewStory> stories, Instant now) {
        return stories.stream()
                .filter(story -> kind(story.status()) == UNDER_WAY)
                .map(NewStory::acceptedAt)
                .min(Comparator.naturalOrder())
                .map(since -> Words.lasting(Duration.between(since, now).toMillis()))
                .orElse("");
    }

    private static String rate(List<NewStory> stories, Instant now) {
        var start = now.minus(LATELY);
        var accepted = stories.stream()
                .filter(story -> story.acceptedAt().isAfter(start))
                .count();
        var ended = stories.stream()
                .filter(story -> kind(story.status()) == DONE && story.since().isAfter(start))
                .count();
        return String.format(
                Locale.ROOT,
                "In the last %d minutes: %.1f accepted and %.1f done per minute.",
                LATELY.toMinutes(),
                accepted / (double) LATELY.toMinutes(),
                ended / (double) LATELY.toMinutes());
    }

    private static int kind(Status status) {
        return switch (status) {
            case PUBLISHED, UNPUBLISHED, CANCELLED -> DONE;
            case ACCEPTED, SCHEDULED, PUBLISHING, DEFERRED, UNCONFIRMED -> UNDER_WAY;
            case PARKED, FAILED, REMOVED -> STOPPED;
        };
    }

    private static List<Bar> bars(int[][] counts, int busiest) {
        var bars = new ArrayList<Bar>();
        for (var number = 0; number < counts.length; number++) {
            var foot = HEIGHT;
            for (var kind = 0; kind < TONES.size(); kind++) {
                var height = Math.ceilDiv(counts[number][kind] * HEIGHT, busiest);
                if (height > 0) {
                    foot -= height;
                    bars.add(new Bar(number * WIDTH + 2, Math.max(0, foot), WIDTH - 4, height, TONES.get(kind)));
                }
            }
        }
        return List.copyOf(bars);
    }

    /** A part of a column, in the picture's own units. */
    record Bar(int x, int y, int width, int height, String tone) {}
}
