package dev.colophon.wordpresspublisher.operations;

import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteAccess;
import org.springframework.stereotype.Component;

/** Turns away an order for a site of another platform before anything of it is on record or sent. */
@Component
class OurSites {

    private final SiteAccess sites;

    OurSites(SiteAccess sites) {
        this.sites = sites;
    }

    void require(SiteId site) {
        sites.otherPlatform(site).ifPresent(platform -> {
            throw new OperationsProblem(
                    OperationsCode.SITE_OF_ANOTHER_PLATFORM,
                    "This site is of the platform " + platform
                            + ": turn to that platform's adapter. This publisher speaks to WordPress alone, and sent it nothing.");
        });
    }
}
