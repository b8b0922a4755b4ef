package dev.colophon.systemtest.pipeline;

import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * One pipeline with one publisher and one WordPress, for all tests of this JVM that leave it whole. Each registers a site and a client of
 * its own, so that none sees another's publications.
 */
public record RunningPipeline(Pipeline pipeline, FakeWordPress wordpress) {

    /** Starts it; it ends with this JVM. */
    static RunningPipeline start() {
        try {
            var pipeline = new Pipeline(Files.createTempDirectory("colophon-pipeline"), 1);
            pipeline.startAll();
            return new RunningPipeline(pipeline, FakeWordPress.start());
        } catch (IOException e) {
            throw new UncheckedIOException("the pipeline cannot be laid out", e);
        }
    }

    /** @return the key of a new client, for a new site of the same name at the shared WordPress */
    public String register(String name, int maxConcurrency) throws IOException {
        return pipeline.register(name, wordpress.url(), wordpress.editor(), maxConcurrency);
    }
}
