package dev.colophon.statusprojector.check;

import java.time.Duration;

/**
 * A check: a query for bad rows, and what is to be known about it.
 *
 * @param warnAbove a warning from more bad rows than this
 * @param errorAbove an error from more than this
 * @param grace how long a row must have been bad to count: what is on its way is no violation
 * @param runbook the page that says what to do, from the repository's root
 * @param incident where we learned to ask
 * @param sql returns publication_id, site_id, what, since; since when the row is bad, or due to be good
 */
record IntegrityCheck(
        String id,
        Severity severity,
        long warnAbove,
        long errorAbove,
        Duration grace,
        String owner,
        String runbook,
        Repair repair,
        String incident,
        String sql) {

    IntegrityCheck {
        if (!id.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("a check's id is words in lower case: " + id);
        }
        if (warnAbove < 0 || errorAbove < warnAbove) {
            throw new IllegalArgumentException("0 <= warn_if <= error_if does not hold for " + id);
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("a grace lies between 0 and 7 days, that of " + id + " does not");
        }
        if (!runbook.equals("docs/operations/checks/" + id + ".md")) {
            throw new IllegalArgumentException("the runbook of " + id + " is not its page: " + runbook);
        }
        if (owner.isBlank() || incident.isBlank() || sql.isBlank()) {
            throw new IllegalArgumentException("owner, incident and query must be there: " + id);
        }
    }

    CheckState judge(long violations) {
        if (violations > errorAbove) {
            return CheckState.ERROR;
        }
        return violations > warnAbove ? CheckState.WARNING : CheckState.OK;
    }

    IntegrityCheck withGrace(Duration other) {
        return new IntegrityCheck(id, severity, warnAbove, errorAbove, other, owner, runbook, repair, incident, sql);
    }
}
