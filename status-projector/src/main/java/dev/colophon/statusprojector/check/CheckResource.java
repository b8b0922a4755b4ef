package dev.colophon.statusprojector.check;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A check as operators see it. Before its first run it is {@code not_run}: nothing is known, which is no good news.
 *
 * @param completedAt when it last ran to its end
 */
record CheckResource(
        String id,
        String severity,
        String state,
        @Nullable Instant since,
        @Nullable Long violations,
        @Nullable String problem,
        @Nullable Instant completedAt,
        long graceSeconds,
        String owner,
        String runbook,
        String repair,
        String incident) {

    static CheckResource of(IntegrityCheck check, List<Standing> standings) {
        Optional<Standing> known = standings.stream()
                .filter(standing -> standing.check().equals(check.id()))
                .findFirst();
        return new CheckResource(
                check.id(),
                check.severity().word(),
                known.map(Standing::state).orElse(CheckState.NOT_RUN).word(),
                known.map(Standing::since).orElse(null),
                known.map(Standing::violations).orElse(null),
                known.isPresent() ? known.get().problem() : "it has not been run yet",
                known.map(Standing::completedAt).orElse(null),
                check.grace().toSeconds(),
                check.owner(),
                check.runbook(),
                check.repair().word(),
                check.incident());
    }

    /**
     * With what it found last, and the requests that would mend it: dry runs, to be read before they are made in earnest.
     *
     * @param findings a sample, the oldest first
     */
    record WithFindings(@JsonUnwrapped CheckResource check, List<Finding> findings, List<RepairRequest> repairs) {

        static WithFindings of(CheckResource resource, IntegrityCheck check, List<Finding> findings) {
            return new WithFindings(resource, findings, RepairRequest.of(check, findings));
        }
    }
}
