package dev.colophon.outboxrelay.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much WAL must be left, as shares of max_slot_wal_keep_size (0 to 1). Without that limit nothing is ever shed.
 *
 * @param warnBelow an alarm, and nothing else
 * @param shedBelow the door is asked to refuse new work
 * @param openAbove it is asked to accept again; well above {@code shedBelow}, so that it does not flutter
 * @param retryAfter what refused clients are told
 */
@Validated
@ConfigurationProperties("colophon.intake")
record IntakeProperties(
        @DefaultValue("0.5") double warnBelow,
        @DefaultValue("0.25") double shedBelow,
        @DefaultValue("0.4") double openAbove,
        @DefaultValue("30s") Duration retryAfter) {

    IntakeProperties {
        if (!(0 < shedBelow && shedBelow < openAbove && openAbove <= 1 && shedBelow < warnBelow && warnBelow <= 1)) {
            throw new IllegalArgumentException(
                    "colophon.intake: 0 < shed-below < open-above <= 1 and shed-below < warn-below <= 1");
        }
        if (retryAfter.toSeconds() < 1 || retryAfter.toSeconds() > 3600) {
            throw new IllegalArgumentException("colophon.intake.retry-after is between a second and an hour");
        }
    }
}
