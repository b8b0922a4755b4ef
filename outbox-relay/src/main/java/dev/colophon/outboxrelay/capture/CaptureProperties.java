package dev.colophon.outboxrelay.capture;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the engine runs.
 *
 * @param pollInterval how long the engine rests when the stream has nothing for it
 * @param batchSize most rows that are handed on at once
 * @param queueSize bound of the engine's own queue, in rows; {@code queueBytes} bounds it in memory as well
 * @param queueBytes bound of the same queue in memory
 * @param processingThreads threads that turn rows into records
 * @param saveEvery how often the engine's position is saved, between two batches, at most 10 s; what
 *     was sent since the last time is sent twice if the relay is killed. Zero saves with every batch: a commit that rows wait for
 * @param retriesMax how often the engine itself tries again what may pass, before it ends and is rebuilt
 * @param backoffMin pause before the first rebuild of an engine that ended; doubled up to {@code backoffMax}
 * @param backoffMax longest pause before an engine is rebuilt
 * @param closeWithin how long closing an engine may take before its threads are left to be interrupted
 */
@Validated
@ConfigurationProperties("colophon.capture")
record CaptureProperties(
        @DefaultValue("3ms") Duration pollInterval,
        @DefaultValue("1024") @Positive int batchSize,
        @DefaultValue("2048") @Positive int queueSize,
        @DefaultValue("16MB") DataSize queueBytes,
        @DefaultValue("2") @Positive int processingThreads,
        @DefaultValue("100ms") Duration saveEvery,
        @DefaultValue("10") @Positive int retriesMax,
        @DefaultValue("1s") Duration backoffMin,
        @DefaultValue("30s") Duration backoffMax,
        @DefaultValue("20s") Duration closeWithin) {

    private static final int SAVE_EVERY_SECONDS_MAX = 10;

    CaptureProperties {
        if (saveEvery.isNegative() || saveEvery.compareTo(Duration.ofSeconds(SAVE_EVERY_SECONDS_MAX)) > 0) {
            throw new IllegalArgumentException(
                    "colophon.capture.save-every must be from 0 to " + SAVE_EVERY_SECONDS_MAX + " s");
        }
        if (queueSize <= batchSize) {
            throw new IllegalArgumentException("colophon.capture.queue-size must be larger than batch-size");
        }
        if (backoffMin.compareTo(backoffMax) > 0 || backoffMin.isNegative() || backoffMin.isZero()) {
            throw new IllegalArgumentException("colophon.capture.backoff-min must be positive, at most backoff-max");
        }
    }
}
