package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers sites and changes what is registered. Credentials are sealed before they reach a statement. */
@Service
class RegisterSite {

    private final Sites sites;
    private final CredentialsSeal seal;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    RegisterSite(Sites sites, CredentialsSeal seal, InstantSource clock, Supplier<UUID> ids) {
        this.sites = sites;
        this.seal = seal;
        this.clock = clock;
        this.ids = ids;
    }

    /** A new site; refused if the key is taken. */
    @Transactional
    Site add(SiteRegistration.Checked asked) {
        if (!tryAdd(asked)) {
            throw new ProblemException(
                    ProblemCode.SITE_EXISTS, "Site " + asked.key() + " is registered. PUT /v1/sites/{key} changes it.");
        }
        return sites.byKey(asked.key()).orElseThrow();
    }

    /** The site as asked for, new or changed: the same request twice leaves one site. */
    @Transactional
    Put put(SiteRegistration.Checked asked) {
        if (tryAdd(asked)) {
            return new Put(sites.byKey(asked.key()).orElseThrow(), true);
        }
        var site = existing(asked.key());
        if (!site.platform().equals(asked.settings().platform())) {
            throw ProblemException.invalid(
                    "/platform",
                    "PLATFORM_FIXED",
                    "Site " + asked.key() + " is of platform " + site.platform() + " for good.",
                    "Register the other site under another key.");
        }
        sites.update(site.id(), asked.settings(), seal.seal(site.id(), asked.credentials()), clock.instant());
        return new Put(existing(asked.key()), false);
    }

    /** The site with other credentials: the publisher takes them at its next attempt. */
    @Transactional
    Site changeCredentials(SiteKey key, Credentials credentials) {
        var site = existing(key);
        sites.setCredentials(site.id(), seal.seal(site.id(), credentials), clock.instant());
        return existing(key);
    }

    /** The site, active or suspended as asked. */
    @Transactional
    Site changeState(SiteKey key, SiteState state) {
        sites.setState(key, state, clock.instant());
        return existing(key);
    }

    private boolean tryAdd(SiteRegistration.Checked asked) {
        var id = new SiteId(ids.get());
        return sites.add(id, asked.key(), asked.settings(), seal.seal(id, asked.credentials()), clock.instant());
    }

    private Site existing(SiteKey key) {
        return sites.byKey(key).orElseThrow(() -> notFound(key.value()));
    }

    static ProblemException notFound(String key) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No site is registered under the key " + key + ".");
    }

    record Put(Site site, boolean created) {}
}
