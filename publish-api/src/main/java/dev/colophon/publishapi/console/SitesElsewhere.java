package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.site.Site;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the publisher knows of the sites. */
@Component
class SitesElsewhere {

    static final String SITES = "/operations/v1/sites";

    /** The publisher tells 500 sites at a time, in another order than a page of ours. */
    private static final int MOST_PAGES = 10;

    private final OperationsApis apis;

    SitesElsewhere(OperationsApis apis) {
        this.apis = apis;
    }

    /**
     * All that could be had.
     *
     * @param bySite standings by the id of the site
     * @param missing why it is not all; empty if it is
     */
    record Standings(Map<String, SiteStanding> bySite, String missing) {}

    Standings standings(String operator) {
        var found = new HashMap<String, SiteStanding>();
        var path = SITES;
        for (var page = 0; page < MOST_PAGES; page++) {
            var answer = apis.look(OperationsService.PUBLISHER, path, operator);
            if (!(answer instanceof OperationsAnswer.Told(var body))) {
                return new Standings(found, Elsewhere.problem(answer));
            }
            body.path("sites").forEach(site -> found.put(site.path("siteId").asString(""), SiteStanding.of(site)));
            if (!body.path("next").isString()) {
                return new Standings(found, "");
            }
            path = SITES + "?after=" + body.path("next").asString();
        }
        return new Standings(found, "It has more sites than a page here asks for.");
    }

    OperationsAnswer health(Site site, String operator) {
        return apis.look(OperationsService.PUBLISHER, SITES + "/" + site.id().value() + "/health", operator);
    }

    OperationsAnswer test(Site site, String operator) {
        return apis.act(OperationsService.PUBLISHER, SITES + "/" + site.id().value() + "/test", null, operator);
    }
}
