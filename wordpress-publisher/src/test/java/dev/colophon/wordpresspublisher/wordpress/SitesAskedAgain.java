package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.SiteId;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** As if so much time had passed that a site is asked again whether it has the companion plugin, and which kinds of posts and terms. */
public final class SitesAskedAgain {

    private SitesAskedAgain() {}

    public static void about(UUID site, ApplicationContext service) {
        service.getBean(Companions.class).forget(new SiteId(site));
        service.getBean(SiteKinds.class).forget(new SiteId(site));
    }
}
