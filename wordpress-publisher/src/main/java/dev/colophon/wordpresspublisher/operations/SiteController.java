package dev.colophon.wordpresspublisher.operations;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the publisher knows of its sites. */
@RestController
class SiteController {

    private final SiteOverview overview;

    SiteController(SiteOverview overview) {
        this.overview = overview;
    }

    /** All sites, in one list. */
    record Sites(List<SiteOverview.SiteResource> sites) {}

    @GetMapping("/operations/v1/sites")
    Sites sites() {
        return new Sites(overview.read());
    }
}
