package dev.colophon.publishapi.site;

import java.util.Set;
import org.springframework.stereotype.Component;

/** What each platform can carry: configuration, so that another platform needs no change of schema. */
@Component
public class Platforms {

    private final SiteProperties properties;

    Platforms(SiteProperties properties) {
        this.properties = properties;
    }

    boolean knows(String platform) {
        return properties.platforms().containsKey(platform);
    }

    Set<String> names() {
        return properties.platforms().keySet();
    }

    /** Whether a site of this platform can deliver to the placement. */
    public boolean carries(String platform, Placement placement) {
        return properties.platforms().getOrDefault(platform, Set.of()).contains(placement);
    }
}
