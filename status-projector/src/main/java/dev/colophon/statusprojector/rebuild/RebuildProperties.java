package dev.colophon.statusprojector.rebuild;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a rebuild works.
 *
 * @param batchSize publications that are compared in one transaction, and held in memory at once
 */
@Validated
@ConfigurationProperties("colophon.rebuild")
record RebuildProperties(
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchSize) {}
