package dev.colophon.publishapi.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bootstrap administrator.
 *
 * @param key its API key, from COLOPHON_ADMIN_KEY; empty for none
 */
@ConfigurationProperties("colophon.admin")
record AdminProperties(@DefaultValue("") String key) {

    @Override
    public String toString() {
        return "AdminProperties[key=***]";
    }
}
