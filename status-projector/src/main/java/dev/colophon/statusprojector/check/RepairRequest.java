package dev.colophon.statusprojector.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A request that would mend findings, as a dry run where there is one. It names the service that holds the evidence; this one writes nothing.
 *
 * @param service whose operations API takes it
 */
record RepairRequest(String repair, String service, String method, String path, Map<String, Object> body) {

    static List<RepairRequest> of(IntegrityCheck check, List<Finding> findings) {
        return switch (check.repair()) {
            case RECONCILE_SITE ->
                findings.stream()
                        .map(Finding::site)
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(RepairRequest::reconciliation)
                        .toList();
            case REBUILD_PUBLICATIONS -> {
                var publications = findings.stream()
                        .map(Finding::publication)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
                yield publications.isEmpty() ? List.of() : List.of(rebuild(check, publications));
            }
            case RESEND_OUTBOX -> List.of(resend());
            case NONE -> List.of();
        };
    }

    /** It has no dry run and needs none: what Kafka has is not sent again, and what is comes under its own id. */
    private static RepairRequest resend() {
        return new RepairRequest(
                Repair.RESEND_OUTBOX.word(), "outbox-relay", "POST", "/operations/v1/reconcile", Map.of());
    }

    private static RepairRequest reconciliation(UUID site) {
        return new RepairRequest(
                Repair.RECONCILE_SITE.word(),
                "wordpress-publisher",
                "POST",
                "/operations/v1/sites/" + site + "/reconciliations",
                Map.of("dryRun", true));
    }

    private static RepairRequest rebuild(IntegrityCheck check, List<UUID> publications) {
        return new RepairRequest(
                Repair.REBUILD_PUBLICATIONS.word(),
                "status-projector",
                "POST",
                "/operations/v1/rebuilds",
                Map.of(
                        "dryRun",
                        true,
                        "reason",
                        "check " + check.id(),
                        "selection",
                        Map.of("publicationIds", publications)));
    }
}
