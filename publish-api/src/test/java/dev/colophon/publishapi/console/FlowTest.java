package dev.colophon.publishapi.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.status.NewStories.NewStory;
import dev.colophon.publishapi.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void an_hour_without_stories_is_an_empty_picture() {
        var flow = Flow.of(List.of(), NOW);

        assertThat(flow.bars()).isEmpty();
        assertThat(flow.oldest()).isEmpty();
        assertThat(flow.complete()).isTrue();
    }

    @Test
    void every_story_is_counted_once_and_the_oldest_that_waits_is_named() {
        var flow = Flow.of(
                List.of(
                        story(1, Status.PUBLISHED),
                        story(2, Status.PUBLISHING),
                        story(300, Status.DEFERRED),
                        story(900, Status.FAILED),
                        story(3600, Status.PUBLISHED)),
                NOW);

        assertThat(flow.accepted()).isEqualTo(flow.done() + flow.underWay() + flow.stopped());
        assertThat(List.of(flow.done(), flow.underWay(), flow.stopped())).containsExactly(2, 2, 1);
        assertThat(flow.oldest()).isEqualTo("5 min");
        assertThat(flow.busiest()).isEqualTo(2);
    }

    @Test
    void rates_are_of_the_last_five_minutes_by_what_was_accepted_and_by_what_was_done_then() {
        var flow = Flow.of(
                List.of(
                        story(60, Status.PUBLISHED),
                        story(100, Status.PUBLISHING),
                        story(200, Status.FAILED),
                        story(500, Status.PUBLISHED),
                        story(700, Status.PUBLISHED)),
                NOW);

        assertThat(flow.rate()).isEqualTo("In the last 5 minutes: 0.6 accepted and 0.4 done per minute.");
    }

    @Test
    void the_newest_stands_at_the_right_the_oldest_at_the_left_and_no_bar_leaves_the_picture() {
        var flow = Flow.of(
                List.of(
                        story(-5, Status.PUBLISHED),
                        story(3, Status.PARKED),
                        story(4, Status.ACCEPTED),
                        story(3600, Status.FAILED)),
                NOW);

        assertThat(flow.bars()).extracting(Flow.Bar::x).containsExactly(2, 582, 582, 582);
        assertThat(flow.bars()).allSatisfy(bar -> {
            assertThat(bar.y()).isBetween(0, 100);
            assertThat(bar.y() + bar.height()).isLessThanOrEqualTo(102);
        });
    }

    @Test
    void as_many_as_are_looked_at_are_not_said_to_be_all() {
        assertThat(Flow.of(Collections.nCopies(Flow.MOST, story(1, Status.PUBLISHED)), NOW)
                        .complete())
                .isFalse();
    }

    private static NewStory story(int secondsAgo, Status status) {
        return new NewStory(
                NOW.minus(Duration.ofSeconds(secondsAgo)), status, NOW.minus(Duration.ofSeconds(secondsAgo / 2)));
    }
}
