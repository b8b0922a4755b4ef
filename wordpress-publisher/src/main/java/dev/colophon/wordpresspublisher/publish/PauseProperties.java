package dev.colophon.wordpresspublisher.publish;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A publisher that takes requests in and visits no site, while its ledger is being put right.
 *
 * @param publishing COLOPHON_PUBLISH_PAUSED
 */
@ConfigurationProperties("colophon.pause")
public record PauseProperties(@DefaultValue("false") boolean publishing) {}
