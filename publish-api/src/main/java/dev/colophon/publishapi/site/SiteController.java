package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.Parameters;
import dev.colophon.publishapi.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Registers, shows and changes sites. */
@RestController
@RequestMapping(path = "/v1/sites", produces = MediaType.APPLICATION_JSON_VALUE)
class SiteController {

    private final JsonBody bodies;
    private final AdministerSites administerSites;

    SiteController(JsonBody bodies, AdministerSites administerSites) {
        this.bodies = bodies;
        this.administerSites = administerSites;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SiteResource> register(HttpServletRequest request) {
        var site = administerSites.register(bodies.read(request, SiteRegistration.class));
        return ResponseEntity.created(addressOf(site)).body(SiteResource.of(site));
    }

    @PutMapping(path = "/{key}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SiteResource> put(@PathVariable String key, HttpServletRequest request) {
        var body = bodies.read(request, SiteRegistration.class);
        if (body.key() != null && !body.key().equals(key)) {
            throw ProblemException.invalid(
                    "/key", "KEY_MISMATCH", "The key is another than that of the address.", "Leave it out.");
        }
        var put = administerSites.put(new SiteRegistration(
                key,
                body.platform(),
                body.baseUrl(),
                body.editPolicy(),
                body.credentials(),
                body.maxConcurrency(),
                body.maxVisitsPerMinute(),
                body.defaults()));
        return ResponseEntity.status(put.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(addressOf(put.site()))
                .body(SiteResource.of(put.site()));
    }

    @GetMapping
    SiteList list(
            @RequestParam(defaultValue = "") String after, @RequestParam(required = false) @Nullable String limit) {
        var page = administerSites.list(Parameters.after(after), Parameters.limit(limit, SitePage.MOST, SitePage.MOST));
        return new SiteList(page.sites().stream().map(SiteResource::of).toList(), page.next());
    }

    @GetMapping("/{key}")
    SiteResource get(@PathVariable String key) {
        return SiteResource.of(administerSites.existing(key));
    }

    @PutMapping(path = "/{key}/credentials", consumes = MediaType.APPLICATION_JSON_VALUE)
    SiteResource changeCredentials(@PathVariable String key, HttpServletRequest request) {
        var findings = new Findings();
        var credentials = CredentialsBody.check(bodies.read(request, CredentialsBody.class), "", findings);
        findings.refuseIfAny();
        return SiteResource.of(administerSites.changeCredentials(key, credentials.orElseThrow()));
    }

    @PostMapping("/{key}/suspend")
    SiteResource suspend(@PathVariable String key) {
        return SiteResource.of(administerSites.suspend(key));
    }

    @PostMapping("/{key}/resume")
    SiteResource resume(@PathVariable String key) {
        return SiteResource.of(administerSites.resume(key));
    }

    private static URI addressOf(Site site) {
        return URI.create("/v1/sites/" + site.key());
    }

    record SiteList(List<SiteResource> sites, @Nullable String next) {}
}
