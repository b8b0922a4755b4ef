package dev.colophon.outboxrelay.observe;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the topics are read back.
 *
 * @param pollWithin how long one read may wait for records
 * @param recordsMax how many records one transaction records at most
 * @param fetchBytesMax how much one answer of Kafka may hold; a single larger record still comes
 * @param gatherBytes Kafka answers when it has so much to give, or when {@code gatherWithin} is over: nobody waits for an
 *     observation, and few large transactions cost the stream less than many small ones
 * @param gatherWithin how long Kafka may gather; shorter than {@code pollWithin}
 * @param answerWithin how long Kafka may take to tell where its topics end
 * @param pauseAfterFailure before Kafka or the database is asked again
 */
@Validated
@ConfigurationProperties("colophon.observe")
public record ObserveProperties(
        @DefaultValue("200ms") Duration pollWithin,
        @DefaultValue("2000") @Positive @Max(20_000) int recordsMax,
        @DefaultValue("1MB") DataSize fetchBytesMax,
        @DefaultValue("512KB") DataSize gatherBytes,
        @DefaultValue("150ms") Duration gatherWithin,
        @DefaultValue("10s") Duration answerWithin,
        @DefaultValue("2s") Duration pauseAfterFailure) {

    public ObserveProperties {
        if (gatherWithin.compareTo(pollWithin) >= 0) {
            throw new IllegalArgumentException("colophon.observe.gather-within must be shorter than poll-within");
        }
    }
}
