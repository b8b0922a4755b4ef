package dev.colophon.systemtest.pipeline;

import dev.colophon.testkit.SharedServerExtension;

/** Gives test classes the JVM's one {@link RunningPipeline}. */
public final class RunningPipelineExtension extends SharedServerExtension<RunningPipeline> {

    /** Its tests leave it whole, so none has to be started again. */
    public RunningPipelineExtension() {
        super(RunningPipeline.class, () -> Shared.PIPELINE, _ -> {});
    }

    private static final class Shared {
        private static final RunningPipeline PIPELINE = RunningPipeline.start();
    }
}
