package dev.colophon.wordpresspublisher.operations;

import dev.colophon.wordpresspublisher.operations.ReconciliationReports.CountResource;
import dev.colophon.wordpresspublisher.operations.ReconciliationReports.FindingResource;
import dev.colophon.wordpresspublisher.operations.ReconciliationReports.RunResource;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.reconcile.Orders;
import dev.colophon.wordpresspublisher.reconcile.Reconciliations;
import dev.colophon.wordpresspublisher.reconcile.Reconciliations.Started;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Starts reconciliations of a site and shows what they found. */
@RestController
@RequestMapping("/operations/v1/sites/{siteId}/reconciliations")
class ReconciliationController {

    private static final int FINDINGS_MAX = 500;

    private final Reconciliations reconciliations;
    private final ReconciliationReports reports;
    private final OurSites ourSites;

    ReconciliationController(Reconciliations reconciliations, ReconciliationReports reports, OurSites ourSites) {
        this.reconciliations = reconciliations;
        this.reports = reports;
        this.ourSites = ourSites;
    }

    /** What is asked for; whoever asks for nothing gets a dry run. */
    record OrdersRequest(
            @Nullable Boolean dryRun,
            @Nullable Boolean overwriteEdits,
            @Nullable Boolean sweep,
            @Nullable Boolean fromReceipts) {

        static final OrdersRequest NOTHING = new OrdersRequest(null, null, null, null);

        Orders orders() {
            return new Orders(
                    dryRun == null || dryRun,
                    Boolean.TRUE.equals(overwriteEdits),
                    Boolean.TRUE.equals(sweep),
                    Boolean.TRUE.equals(fromReceipts));
        }
    }

    /** Where the run is to be looked at. */
    record Accepted(UUID id, URI href) {}

    /** The last runs of a site. */
    record Runs(List<RunResource> reconciliations) {}

    /**
     * A run and a page of its findings.
     *
     * @param visitsPending visits that the run asked for and that have not ended yet
     * @param next of the page after this one, null if this is the last
     */
    record Report(
            RunResource run,
            List<CountResource> counts,
            long visitsPending,
            List<FindingResource> findings,
            @Nullable Integer next) {}

    @PostMapping
    ResponseEntity<Accepted> start(
            @PathVariable UUID siteId,
            @RequestBody(required = false) @Nullable OrdersRequest asked,
            @RequestAttribute(OperationsDoor.OPERATOR) String operator) {
        ourSites.require(new SiteId(siteId));
        Orders orders = (asked == null ? OrdersRequest.NOTHING : asked).orders();
        return switch (begin(new SiteId(siteId), operator, orders)) {
            case Started.Begun(var run) -> {
                URI href = URI.create("/operations/v1/sites/" + siteId + "/reconciliations/" + run);
                yield ResponseEntity.accepted().location(href).body(new Accepted(run, href));
            }
            case Started.AlreadyUnderWay _ ->
                throw new OperationsProblem(
                        OperationsCode.RECONCILE_UNDER_WAY,
                        "This site is being walked already. Wait for that run, or look at it.");
            case Started.Busy _ ->
                throw new OperationsProblem(
                        OperationsCode.RECONCILE_BUSY,
                        "As many sites as this instance may walk at a time are being walked. Try again later.");
        };
    }

    @GetMapping
    Runs latest(@PathVariable UUID siteId) {
        return new Runs(reports.latest(siteId));
    }

    @GetMapping("/{id}")
    Report report(
            @PathVariable UUID siteId,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID publication,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam(defaultValue = "100") int limit) {
        if (after < 0 || limit < 1 || limit > FINDINGS_MAX) {
            throw new OperationsProblem(
                    OperationsCode.REQUEST_REFUSED,
                    "after must not be negative, limit from 1 to " + FINDINGS_MAX + ".");
        }
        RunResource run = reports.run(siteId, id)
                .orElseThrow(() -> new OperationsProblem(
                        OperationsCode.RECONCILIATION_NOT_FOUND, "No such run of this site is on record."));
        List<FindingResource> findings = reports.findings(id, publication, after, limit);
        Integer next = findings.size() < limit ? null : findings.getLast().number();
        return new Report(run, reports.counts(id), reports.visitsPending(id), findings, next);
    }

    private Started begin(SiteId site, String operator, Orders orders) {
        try {
            return reconciliations.start(site, operator, orders);
        } catch (DataIntegrityViolationException unknownSite) {
            throw new OperationsProblem(OperationsCode.SITE_UNKNOWN, "Nothing was ever wanted at a site of this id.");
        }
    }
}
