package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.Platforms;
import dev.colophon.publishapi.site.Site;
import dev.colophon.publishapi.site.SiteKey;
import dev.colophon.publishapi.site.Sites;
import org.springframework.stereotype.Component;

/** Finds the site of a job; refuses at the door what could never be delivered. */
@Component
class DeliverableSite {

    private final Sites sites;
    private final Platforms platforms;

    DeliverableSite(Sites sites, Platforms platforms) {
        this.sites = sites;
        this.platforms = platforms;
    }

    /** The active site of this key that can carry the placement; 422 naming what stands against it. */
    Site of(SiteKey key, Placement placement) {
        var site = sites.byKey(key)
                .orElseThrow(() -> ProblemException.invalid(
                        "/site",
                        "UNKNOWN_SITE",
                        "No site is registered under the key " + key + ".",
                        "GET /v1/sites lists the keys; an administrator registers sites."));
        site.refuseIfSuspended("/site");
        if (!platforms.carries(site.platform(), placement)) {
            throw ProblemException.invalid(
                    "/placement",
                    "PLACEMENT_NOT_DELIVERABLE",
                    "A " + site.platform() + " site cannot deliver a " + placement.text() + ".",
                    "Choose another placement, or a site of a platform that has it.");
        }
        return site;
    }

    /** Refuses what would only wait, once the site of this key is suspended. */
    void refuseIfSuspended(SiteKey key) {
        sites.byKey(key).orElseThrow().refuseIfSuspended("");
    }
}
