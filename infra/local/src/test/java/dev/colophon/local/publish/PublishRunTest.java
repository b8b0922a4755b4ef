package dev.colophon.local.publish;

import static dev.colophon.local.publish.Stories.aDraft;
import static dev.colophon.local.publish.Stories.aStory;
import static dev.colophon.local.publish.Stories.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.local.publish.Outcome.State;
import dev.colophon.local.publish.ScriptedApi.Reply;
import dev.colophon.local.story.Story;
import dev.colophon.local.terminal.LiveLine;
import dev.colophon.local.terminal.Terminal;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PublishRunTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final ScriptedApi server = new ScriptedApi();
    private final DrivenClock clock = new DrivenClock();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_story_is_posted_once_and_followed_until_it_is_published() throws Exception {
        server.showing(
                "tides",
                "\"status\":\"accepted\"",
                "\"status\":\"publishing\"",
                "\"status\":\"deferred\",\"reason\":{\"code\":\"WP_UNREACHABLE\",\"detail\":\"refused\"}",
                "\"status\":\"published\",\"publishedRevision\":1,\"externalUrl\":\"http://wp/tides/\"");

        var outcome = run(aStory("tides")).getFirst();

        assertThat(outcome.state()).isEqualTo(State.AS_ASKED);
        assertThat(outcome.status()).isEqualTo("published");
        assertThat(outcome.url()).isEqualTo("http://wp/tides/");
        assertThat(server.accepted).hasSize(1);
    }

    @Test
    void a_page_is_posted_when_the_one_that_it_stands_under_is_where_it_should_be() throws Exception {
        server.showing(
                "above",
                "\"status\":\"publishing\"",
                "\"status\":\"published\",\"publishedRevision\":1,\"externalUrl\":\"http://wp/above/\"");

        run(Stories.aPage("below", "above"), Stories.aPage("deeper", "below"), Stories.aPage("above", null));

        assertThat(server.accepted.stream().map(job -> job.path("storyKey").stringValue()))
                .containsExactly("above", "below", "deeper");
    }

    @Test
    void a_second_run_sends_the_same_key_and_so_makes_no_second_job() throws Exception {
        run(aStory("tides"), aStory("ships"));
        run(aStory("tides"), aStory("ships"));

        assertThat(server.keys).hasSize(4).containsOnly(server.keys.get(0), server.keys.get(1));
        assertThat(server.accepted).hasSize(2);
    }

    @Test
    void a_busy_api_is_asked_again_when_it_said_and_with_the_same_key() throws Exception {
        server.failingFirstWith(
                new Reply(429, "{\"code\":\"TOO_MANY\"}", Map.of("Retry-After", "7")),
                new Reply(503, "<html>", Map.of()),
                new Reply(409, "{}", Map.of("Retry-After", "1")));

        var outcome = run(aStory("tides")).getFirst();

        assertThat(outcome.state()).isEqualTo(State.AS_ASKED);
        assertThat(clock.waits()).startsWith(Duration.ofSeconds(7)).contains(Duration.ofSeconds(1));
        assertThat(server.accepted).hasSize(1);
    }

    @Test
    void a_refusal_is_told_in_the_apis_words_and_stops_nobody_else() throws Exception {
        server.answering(
                new Job(aStory("bad"), "local").idempotencyKey(),
                Reply.of(
                        422,
                        "{\"code\":\"INVALID\",\"title\":\"Invalid\",\"errors\":[{\"pointer\":\"/site\",\"detail\":\"no such site\",\"fix\":\"Register it.\"}]}"));

        var outcomes = run(aStory("bad"), aStory("good"));

        assertThat(outcomes.get(0).state()).isEqualTo(State.OTHERWISE);
        assertThat(outcomes.get(0).status()).isEqualTo("refused");
        assertThat(outcomes.get(0).reason()).contains("INVALID", "/site", "no such site", "Register it.");
        assertThat(outcomes.get(1).state()).isEqualTo(State.AS_ASKED);
    }

    @Test
    void a_draft_should_end_unpublished_and_a_later_one_scheduled() throws Exception {
        server.showing("draft", "\"status\":\"unpublished\"");
        server.showing("later", "\"status\":\"scheduled\"");

        var outcomes = run(aDraft("draft"), scheduled("later", clock.instant().plus(Duration.ofDays(400))));

        assertThat(outcomes).extracting(Outcome::state).containsOnly(State.AS_ASKED);
    }

    @Test
    void an_end_that_nobody_asked_for_is_told_with_its_reason() throws Exception {
        server.showing(
                "tides", "\"status\":\"failed\",\"reason\":{\"code\":\"WP_REJECTED\",\"detail\":\"empty content\"}");

        var outcome = run(aStory("tides")).getFirst();

        assertThat(outcome.state()).isEqualTo(State.OTHERWISE);
        assertThat(outcome.reason()).isEqualTo("WP_REJECTED: empty content");
    }

    @Test
    void who_waits_too_long_is_told_what_it_waits_for() throws Exception {
        server.showing(
                "tides", "\"status\":\"deferred\",\"reason\":{\"code\":\"WP_UNREACHABLE\",\"detail\":\"refused\"}");

        var outcome = run(aStory("tides")).getFirst();

        assertThat(outcome.state()).isEqualTo(State.OTHERWISE);
        assertThat(outcome.status()).isEqualTo("deferred");
        assertThat(outcome.reason()).contains("not ended within 600 s").contains("WP_UNREACHABLE");
    }

    @Test
    void an_api_that_never_answers_is_given_up_at_the_deadline() throws Exception {
        server.close();

        var outcome = run(aStory("tides")).getFirst();

        assertThat(outcome.state()).isEqualTo(State.OTHERWISE);
        assertThat(outcome.status()).isEqualTo("posting");
        assertThat(outcome.reason()).contains("does not answer");
    }

    @Test
    void what_was_replaced_since_is_asked_for_anew() throws Exception {
        server.showing(
                "tides",
                "\"requestedRevision\":2,\"status\":\"published\",\"publishedRevision\":2",
                "\"requestedRevision\":3,\"status\":\"published\",\"publishedRevision\":3");
        var job = new Job(aStory("tides"), "local");
        server.answering(job.idempotencyKeyAfter(2), Reply.of(202, ScriptedApi.acceptance("tides", 3)));

        var outcome = run(aStory("tides")).getFirst();

        assertThat(server.keys).containsExactly(job.idempotencyKey(), job.idempotencyKeyAfter(2));
        assertThat(outcome.state()).isEqualTo(State.AS_ASKED);
    }

    @Test
    void what_had_failed_before_this_run_is_asked_for_anew() throws Exception {
        server.showing(
                "tides",
                "\"status\":\"failed\",\"statusSince\":\"2026-11-23T12:00:00Z\"",
                "\"requestedRevision\":2,\"status\":\"published\",\"publishedRevision\":2");
        var job = new Job(aStory("tides"), "local");
        server.answering(job.idempotencyKeyAfter(1), Reply.of(202, ScriptedApi.acceptance("tides", 2)));

        var outcome = run(aStory("tides")).getFirst();

        assertThat(outcome.state()).isEqualTo(State.AS_ASKED);
    }

    @Test
    void many_stories_ask_a_few_at_a_time() throws Exception {
        var stories = IntStream.range(0, 60).mapToObj(i -> aStory("story-" + i)).toArray(Story[]::new);

        server.answeringOnlyInCompany();
        var outcomes = run(stories);

        assertThat(outcomes).hasSize(60).allMatch(outcome -> outcome.state() == State.AS_ASKED);
        assertThat(server.inTheAirMax()).isBetween(2, Patience.QUESTIONS_AT_ONCE);
    }

    private List<Outcome> run(Story... stories) throws InterruptedException {
        var nowhere = new PrintWriter(Writer.nullWriter());
        try (var api = server.client()) {
            return new PublishRun(api, clock, clock, new Random(1))
                    .of(List.of(stories), "local", TIMEOUT, new LiveLine(new Terminal(nowhere, nowhere, false), clock));
        }
    }
}
