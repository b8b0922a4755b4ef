package dev.colophon.systemtest.pipeline;

import dev.colophon.testkit.SharedServerExtension;

/** Gives test classes the JVM's one {@link RunningPipeline}. */
public final class RunningPipelineExtension extends SharedServerExtension<RunningPipeline> {

    public RunningPipelineExtension() {
        super(RunningPipeline.class, () -> Shared.PIPELINE);
    }

    private static final class Shared {
        private static final RunningPipeline PIPELINE = RunningPipeline.start();
    }
}
