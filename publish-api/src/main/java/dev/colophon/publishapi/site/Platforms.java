package dev.colophon.publishapi.site;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What each platform can carry: configuration, so that another platform needs no change of schema. */
@Component
public class Platforms {

    private static final String WORDPRESS = "wordpress";
    private static final String ANY_KIND_OF_POST = "*";
    /** Kinds of other platforms, which none of those that are known delivers yet. */
    private static final Set<String> OF_OTHERS = Set.of("facebook_story", "instagram_story");

    private final SiteProperties properties;

    Platforms(SiteProperties properties) {
        this.properties = properties;
    }

    /** What a message says of the platform: nothing where it is the one that is meant when nothing is said. */
    public static @Nullable String unlessWordPress(String platform) {
        return platform.equals(WORDPRESS) ? null : platform;
    }

    boolean knows(String platform) {
        return properties.platforms().containsKey(platform);
    }

    Set<String> names() {
        return properties.platforms().keySet();
    }

    /** Whether a site of this platform can deliver to the placement. */
    public boolean carries(String platform, Placement placement) {
        var carried = properties.platforms().getOrDefault(platform, Set.of());
        return carried.contains(placement.text())
                || (carried.contains(ANY_KIND_OF_POST) && !OF_OTHERS.contains(placement.text()));
    }
}
