package dev.colophon.statusprojector.invalidate;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one decision may touch: it is one transaction, and projects nothing of its publications meanwhile.
 *
 * @param eventsMax above it a selection is refused, and must be narrowed
 */
@Validated
@ConfigurationProperties("colophon.invalidation")
record Bounds(@DefaultValue("50000") @Min(1) @Max(500_000) int eventsMax) {}
