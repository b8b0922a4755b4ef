package dev.colophon.wordpresspublisher.publish;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How entries are worked off.
 *
 * @param workers visits at a time, over all sites
 * @param visitBudget after this a visit sends nothing more
 * @param lease how long a claim holds; longer than a visit can take
 * @param idleScan the longest time without a look for due work; a wake comes at once
 * @param blockedScan the same while work is due that no worker may take
 * @param lateRequestBound T_max: how long after it was sent a request may still land at a site
 * @param probeInterval how often a suspended site is asked whether it knows us again
 * @param repeatReceiptAfter how long one and the same reason for waiting is not told again
 * @param announcedLatitude unless the next attempt comes later by more than this than was told
 */
@Validated
@ConfigurationProperties("colophon.publish")
public record PublishProperties(
        @DefaultValue("32") int workers,
        @DefaultValue("60s") Duration visitBudget,
        @DefaultValue("90s") Duration lease,
        @DefaultValue("30s") Duration idleScan,
        @DefaultValue("1s") Duration blockedScan,
        @DefaultValue("5m") Duration lateRequestBound,
        @DefaultValue("1m") Duration probeInterval,
        @DefaultValue("10m") Duration repeatReceiptAfter,
        @DefaultValue("1m") Duration announcedLatitude) {

    public PublishProperties {
        if (workers < 1 || workers > 1024) {
            throw new IllegalArgumentException("colophon.publish.workers must be from 1 to 1024");
        }
        if (lease.compareTo(visitBudget) <= 0) {
            throw new IllegalArgumentException(
                    "colophon.publish.lease (%s) must be longer than colophon.publish.visit-budget (%s): a worker would still send while another holds its claim"
                            .formatted(lease, visitBudget));
        }
        if (!visitBudget.isPositive()
                || !idleScan.isPositive()
                || !blockedScan.isPositive()
                || !probeInterval.isPositive()
                || !lateRequestBound.isPositive()
                || !announcedLatitude.isPositive()
                || repeatReceiptAfter.isNegative()) {
            throw new IllegalArgumentException("the durations of colophon.publish must be positive");
        }
    }
}
