package dev.colophon.publishapi.site;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What administrators and operators do with sites, the same over the API and at the console. Whoever calls has checked the role. */
@Component
public class AdministerSites {

    private static final Logger log = LoggerFactory.getLogger(AdministerSites.class);

    private final RegisterSite registerSite;
    private final Sites sites;
    private final Platforms platforms;
    private final SiteProperties properties;

    AdministerSites(RegisterSite registerSite, Sites sites, Platforms platforms, SiteProperties properties) {
        this.registerSite = registerSite;
        this.sites = sites;
        this.platforms = platforms;
        this.properties = properties;
    }

    /** The sites after this key, in the order of their keys. */
    public SitePage list(String after, int limit) {
        var found = sites.list(after, limit + 1);
        var page = found.stream().limit(limit).toList();
        return new SitePage(page, found.size() > limit ? page.getLast().key().value() : null);
    }

    /** The site of this key; refused with 404 if there is none. */
    public Site existing(String key) {
        return SiteKey.of(key).flatMap(sites::byKey).orElseThrow(() -> RegisterSite.notFound(key));
    }

    /** A new site; refused with 422 naming what is wrong, or 409 if its key is taken. */
    public Site register(SiteRegistration asked) {
        var site = registerSite.add(asked.check(platforms, properties));
        log.info("Site {} is registered at {}: stories can be published to it.", site.key(), site.baseUrl());
        return site;
    }

    RegisterSite.Put put(SiteRegistration asked) {
        var put = registerSite.put(asked.check(platforms, properties));
        log.info(
                "Site {} is {} at {}.",
                put.site().key(),
                put.created() ? "registered" : "changed",
                put.site().baseUrl());
        return put;
    }

    Site changeCredentials(String key, Credentials credentials) {
        var site = registerSite.changeCredentials(keyOf(key), credentials);
        log.info("Site {} has other credentials: the publisher takes them at its next attempt.", key);
        return site;
    }

    /** New jobs for the site are refused until it is resumed. */
    public Site suspend(String key) {
        var site = registerSite.changeState(keyOf(key), SiteState.SUSPENDED);
        log.warn("Site {} is suspended: new jobs for it are refused until it is resumed.", key);
        return site;
    }

    /** Jobs for the site are accepted again. */
    public Site resume(String key) {
        var site = registerSite.changeState(keyOf(key), SiteState.ACTIVE);
        log.info("Site {} is active: jobs for it are accepted again.", key);
        return site;
    }

    private static SiteKey keyOf(String key) {
        return SiteKey.of(key).orElseThrow(() -> RegisterSite.notFound(key));
    }
}
