package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.systemtest.pipeline.SpanCollector.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace follows a story from the client's request through all four services to its public event; what a client does not want traced is not. */
@ExtendWith(RunningPipelineExtension.class)
final class TraceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    private final RunningPipeline running;
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    TraceIT(RunningPipeline running) {
        this.running = running;
    }

    @Test
    void one_trace_goes_from_the_request_to_the_public_event_and_names_no_secret() throws Exception {
        publish("traced", "00-" + trace + "-" + CLIENT_SPAN + "-01");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(names())
                        .contains(
                                "publish-api: POST /v1/publications",
                                "outbox-relay: relay publishing.requests.v1",
                                "wordpress-publisher: take in request",
                                "wordpress-publisher: visit site",
                                "wordpress-publisher: POST",
                                "outbox-relay: relay publishing.receipts.v1",
                                "status-projector: project published",
                                "outbox-relay: relay publishing.events.v1"));
        // Each service tells its spans by itself: one may come before the one that it belongs to.
        await().atMost(PATIENCE).untilAsserted(() -> {
            var told = running.spans().of(trace);
            var known = told.stream().map(Told::id).collect(Collectors.toSet());
            assertThat(told.stream().skip(1))
                    .allSatisfy(span -> assertThat(known).contains(span.parent()));
        });
        var spans = running.spans().of(trace);
        var request = spans.getFirst();
        assertThat(request.name()).isEqualTo("POST /v1/publications");
        assertThat(request.parent()).isEqualTo(CLIENT_SPAN);
        // The first visit may have been cut short by an answer that came late.
        assertThat(spans.stream().filter(span -> span.name().equals("visit site")))
                .as("a visit and its requests")
                .anySatisfy(visit -> assertThat(
                                spans.stream().filter(span -> span.parent().equals(visit.id())))
                        .hasSizeGreaterThanOrEqualTo(2));
        assertThat(running.spans().heard(running.wordpress().editor().applicationPassword()))
                .isFalse();
        assertThat(running.spans().heard("The words of the story")).isFalse();
        // docs/images/trace.svg is this file of one run.
        Files.writeString(Path.of("target/trace.svg"), TracePicture.of(spans));
    }

    @Test
    void a_client_that_does_not_want_its_trace_recorded_leaves_none() throws Exception {
        publish("untraced", "00-" + trace + "-" + CLIENT_SPAN + "-00");
        var other = UUID.randomUUID().toString().replace("-", "");
        publish("traced-after", "00-" + other + "-" + CLIENT_SPAN + "-01");

        await().atMost(PATIENCE)
                .until(() -> running.spans().of(other).stream()
                        .anyMatch(span -> span.name().equals("relay publishing.events.v1")));

        assertThat(running.spans().of(trace)).isEmpty();
    }

    private List<String> names() {
        return running.spans().of(trace).stream()
                .map(span -> span.service() + ": " + span.name())
                .toList();
    }

    private void publish(String name, String traceparent) throws IOException, InterruptedException {
        var site = name + "-" + trace.substring(0, 8);
        var key = running.register(site, 2);
        new TracedStory(name, site, traceparent).publish(running.pipeline().apiPort(), key);
    }
}
