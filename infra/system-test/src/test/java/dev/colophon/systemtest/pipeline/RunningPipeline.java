package dev.colophon.systemtest.pipeline;

import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * One pipeline with one publisher, one WordPress and one collector of spans, for all tests of this JVM that leave it whole. Each registers a site and a client of
 * its own, so that none sees another's publications. publish-api is told of a further platform, {@code bulletin}, that no service has an
 * adapter for.
 */
public record RunningPipeline(Pipeline pipeline, FakeWordPress wordpress, SpanCollector spans) {

    /** Starts it; it ends with this JVM. */
    static RunningPipeline start() {
        try {
            var spans = SpanCollector.start();
            Map<String, String> environment = new HashMap<>(spans.environment());
            environment.put("COLOPHON_SITES_PLATFORMS_BULLETIN", "post, facebook_story");
            var pipeline = new Pipeline(Files.createTempDirectory("colophon-pipeline"), 1, environment);
            pipeline.startAll();
            return new RunningPipeline(pipeline, FakeWordPress.start(), spans);
        } catch (IOException e) {
            throw new UncheckedIOException("the pipeline cannot be laid out", e);
        }
    }

    /** @return the key of a new client, for a new site of the same name at the shared WordPress */
    public String register(String name, int maxConcurrency) throws IOException {
        return pipeline.register(name, wordpress.url(), wordpress.editor(), maxConcurrency);
    }
}
