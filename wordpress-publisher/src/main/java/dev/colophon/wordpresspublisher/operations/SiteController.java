package dev.colophon.wordpresspublisher.operations;

import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.trial.TrySite;
import dev.colophon.wordpresspublisher.wordpress.SiteCheck;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the publisher knows of its sites, and what it finds when it tries one. */
@RestController
@RequestMapping("/operations/v1/sites")
class SiteController {

    private static final int PAGE = 500;
    private static final int TRIALS_AT_A_TIME = 4;

    private final SiteOverview overview;
    private final SiteHealth health;
    private final TrySite trySite;
    private final OurSites ourSites;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(TRIALS_AT_A_TIME);

    SiteController(SiteOverview overview, SiteHealth health, TrySite trySite, OurSites ourSites, InstantSource clock) {
        this.overview = overview;
        this.health = health;
        this.trySite = trySite;
        this.ourSites = ourSites;
        this.clock = clock;
    }

    /**
     * A page of the sites.
     *
     * @param next to be asked for as {@code after}, null if this page is the last
     */
    record Sites(
            List<SiteOverview.SiteResource> sites, @Nullable UUID next) {}

    /**
     * What a trial found.
     *
     * @param usable whether no check failed: stories can be published
     */
    record Trial(UUID siteId, Instant at, boolean usable, List<CheckResource> checks) {}

    record CheckResource(
            String name,
            String outcome,
            @Nullable String code,
            String detail,
            @Nullable String fix) {

        static CheckResource of(SiteCheck check) {
            return new CheckResource(
                    check.name(),
                    check.outcome().name().toLowerCase(Locale.ROOT),
                    check.code(),
                    check.detail(),
                    check.fix());
        }
    }

    @GetMapping
    Sites sites(@RequestParam(required = false) @Nullable UUID after) {
        List<SiteOverview.SiteResource> page = overview.read(after, PAGE);
        return new Sites(page, page.size() < PAGE ? null : page.getLast().siteId());
    }

    @GetMapping("/{siteId}/health")
    SiteHealth.HealthResource health(@PathVariable UUID siteId) {
        return health.of(new SiteId(siteId))
                .orElseThrow(() -> new OperationsProblem(
                        OperationsCode.SITE_UNKNOWN,
                        "Nothing was ever wanted of this publisher at a site of this id, and it was never tried out."));
    }

    /** Speaks to the site. A site that cannot be used is a finding, not a refusal: 200 either way. */
    @PostMapping("/{siteId}/test")
    Trial test(@PathVariable UUID siteId) {
        ourSites.require(new SiteId(siteId));
        List<SiteCheck> checks = tried(new SiteId(siteId));
        return new Trial(
                siteId,
                clock.instant(),
                SiteCheck.failed(checks).isEmpty(),
                checks.stream().map(CheckResource::of).toList());
    }

    private List<SiteCheck> tried(SiteId site) {
        if (!places.tryAcquire()) {
            throw new OperationsProblem(
                    OperationsCode.SITE_TRIALS_BUSY,
                    "As many sites as may be tried out at a time are being tried. Try again later.");
        }
        try {
            return trySite.at(site)
                    .orElseThrow(() ->
                            new OperationsProblem(OperationsCode.SITE_NOT_FOUND, "No site of this id is registered."));
        } finally {
            places.release();
        }
    }
}
