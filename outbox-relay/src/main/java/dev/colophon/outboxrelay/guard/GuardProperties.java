package dev.colophon.outboxrelay.guard;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the relay streams from, and when it counts as working.
 *
 * @param slot the replication slot, made beforehand: the relay makes none
 * @param publication the PostgreSQL publication, made beforehand
 * @param outboxes the tables, with their schemas, that the publication must cover: these and no others
 * @param every pause between two looks at PostgreSQL, and between two canaries
 * @param canaryAgeMax how old the newest canary in Kafka may be while the relay is ready
 * @param unsentAgeMax how long a committed row may wait to be seen in Kafka while the relay is ready; longer than a reconciler takes to send it again
 * @param canaryKept how long canary rows stay in the relay's own outbox
 * @param lockIdleMax how long the holder of the lock may be silent (frozen, say) before PostgreSQL takes it away
 * @param transactionAgeMax how long a writing transaction may stay open before the alarm names it
 */
@Validated
@ConfigurationProperties("colophon.guard")
public record GuardProperties(
        @DefaultValue("colophon_outbox") @NotBlank String slot,
        @DefaultValue("colophon_outbox") @NotBlank String publication,

        @DefaultValue({
            "publish_api.outbox",
            "wordpress_publisher.outbox",
            "status_projector.outbox",
            "outbox_relay.outbox"
        })
        @NotEmpty
        Set<String> outboxes,

        @DefaultValue("2s") Duration every,
        @DefaultValue("10s") Duration canaryAgeMax,
        @DefaultValue("2m") Duration unsentAgeMax,
        @DefaultValue("1h") Duration canaryKept,
        @DefaultValue("1m") Duration transactionAgeMax,
        @DefaultValue("20s") Duration lockIdleMax) {

    private static final String OWN = "outbox_relay.outbox";

    public GuardProperties {
        outboxes = Set.copyOf(outboxes);
        if (!outboxes.stream().allMatch(outbox -> outbox.matches("[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*"))) {
            throw new IllegalArgumentException("colophon.guard.outboxes are named schema.table, in lower case");
        }
        if (canaryAgeMax.compareTo(every) <= 0) {
            throw new IllegalArgumentException(
                    "colophon.guard.canary-age-max must be longer than colophon.guard.every");
        }
        if (unsentAgeMax.isNegative() || unsentAgeMax.isZero()) {
            throw new IllegalArgumentException("colophon.guard.unsent-age-max must be positive");
        }
        if (lockIdleMax.compareTo(every.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "colophon.guard.lock-idle-max must be twice as long as every, or longer");
        }
        if (canaryKept.compareTo(canaryAgeMax) < 0) {
            throw new IllegalArgumentException("colophon.guard.canary-kept is shorter than a canary may take");
        }
    }

    /** All but the relay's own, whose canaries nobody misses; in a fixed order. */
    public List<String> outboxesOfServices() {
        return outboxes.stream().filter(outbox -> !outbox.equals(OWN)).sorted().toList();
    }
}
