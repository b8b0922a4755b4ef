package dev.colophon.wordpresspublisher.site;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a site's password should have been replaced.
 *
 * @param rotateAfter age from which it is due; zero: never by its age
 */
@Validated
@ConfigurationProperties("colophon.credentials")
record CredentialProperties(@DefaultValue("365d") Duration rotateAfter) {

    CredentialProperties {
        if (rotateAfter.isNegative()) {
            throw new IllegalArgumentException("colophon.credentials.rotate-after must not be negative");
        }
    }
}
