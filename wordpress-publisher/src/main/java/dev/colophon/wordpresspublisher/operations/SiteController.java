package dev.colophon.wordpresspublisher.operations;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the publisher knows of its sites. */
@RestController
class SiteController {

    private static final int PAGE = 500;

    private final SiteOverview overview;

    SiteController(SiteOverview overview) {
        this.overview = overview;
    }

    /**
     * A page of the sites.
     *
     * @param next to be asked for as {@code after}, null if this page is the last
     */
    record Sites(
            List<SiteOverview.SiteResource> sites, @Nullable UUID next) {}

    @GetMapping("/operations/v1/sites")
    Sites sites(@RequestParam(required = false) @Nullable UUID after) {
        List<SiteOverview.SiteResource> page = overview.read(after, PAGE);
        return new Sites(page, page.size() < PAGE ? null : page.getLast().siteId());
    }
}
