package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Registers, shows and changes sites. */
@RestController
@RequestMapping(path = "/v1/sites", produces = MediaType.APPLICATION_JSON_VALUE)
class SiteController {

    private static final Logger log = LoggerFactory.getLogger(SiteController.class);

    private final JsonBody bodies;
    private final RegisterSite registerSite;
    private final Sites sites;
    private final Platforms platforms;
    private final SiteProperties properties;

    SiteController(
            JsonBody bodies, RegisterSite registerSite, Sites sites, Platforms platforms, SiteProperties properties) {
        this.bodies = bodies;
        this.registerSite = registerSite;
        this.sites = sites;
        this.platforms = platforms;
        this.properties = properties;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SiteResource> register(HttpServletRequest request) {
        var asked = bodies.read(request, SiteRegistration.class).check(platforms, properties);
        var site = registerSite.add(asked);
        log.info("Site {} is registered at {}: stories can be published to it.", site.key(), site.baseUrl());
        return ResponseEntity.created(addressOf(site)).body(SiteResource.of(site));
    }

    @PutMapping(path = "/{key}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SiteResource> put(@PathVariable String key, HttpServletRequest request) {
        var body = bodies.read(request, SiteRegistration.class);
        if (body.key() != null && !body.key().equals(key)) {
            throw ProblemException.invalid(
                    "/key", "KEY_MISMATCH", "The key is another than that of the address.", "Leave it out.");
        }
        var named = new SiteRegistration(
                key,
                body.platform(),
                body.baseUrl(),
                body.editPolicy(),
                body.credentials(),
                body.maxConcurrency(),
                body.maxVisitsPerMinute(),
                body.defaults());
        var put = registerSite.put(named.check(platforms, properties));
        log.info(
                "Site {} is {} at {}.",
                key,
                put.created() ? "registered" : "changed",
                put.site().baseUrl());
        return ResponseEntity.status(put.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(addressOf(put.site()))
                .body(SiteResource.of(put.site()));
    }

    @GetMapping
    SiteList list() {
        return new SiteList(sites.list().stream().map(SiteResource::of).toList());
    }

    @GetMapping("/{key}")
    SiteResource get(@PathVariable String key) {
        return SiteKey.of(key)
                .flatMap(sites::byKey)
                .map(SiteResource::of)
                .orElseThrow(() -> RegisterSite.notFound(key));
    }

    @PutMapping(path = "/{key}/credentials", consumes = MediaType.APPLICATION_JSON_VALUE)
    SiteResource changeCredentials(@PathVariable String key, HttpServletRequest request) {
        var findings = new Findings();
        var credentials = CredentialsBody.check(bodies.read(request, CredentialsBody.class), "", findings);
        findings.refuseIfAny();
        var site = registerSite.changeCredentials(keyOf(key), credentials.orElseThrow());
        log.info("Site {} has other credentials: the publisher takes them at its next attempt.", key);
        return SiteResource.of(site);
    }

    @PostMapping("/{key}/suspend")
    SiteResource suspend(@PathVariable String key) {
        var site = registerSite.changeState(keyOf(key), SiteState.SUSPENDED);
        log.warn("Site {} is suspended: new jobs for it are refused until it is resumed.", key);
        return SiteResource.of(site);
    }

    @PostMapping("/{key}/resume")
    SiteResource resume(@PathVariable String key) {
        var site = registerSite.changeState(keyOf(key), SiteState.ACTIVE);
        log.info("Site {} is active: jobs for it are accepted again.", key);
        return SiteResource.of(site);
    }

    private static SiteKey keyOf(String key) {
        return SiteKey.of(key).orElseThrow(() -> RegisterSite.notFound(key));
    }

    private static URI addressOf(Site site) {
        return URI.create("/v1/sites/" + site.key());
    }

    record SiteList(List<SiteResource> sites) {}
}
