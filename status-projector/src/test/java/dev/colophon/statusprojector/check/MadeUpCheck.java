package dev.colophon.statusprojector.check;

import java.time.Duration;

/** A check that no file has, and so none that is shipped. */
final class MadeUpCheck {

    private MadeUpCheck() {}

    /** One that finds so many bad rows. */
    static IntegrityCheck finding(String id, int rows) {
        return of(
                id,
                "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, NULL::timestamptz AS since, 'bad' AS what"
                        + " FROM generate_series(1, " + rows + ")");
    }

    static IntegrityCheck of(String id, String sql) {
        return new IntegrityCheck(
                id,
                Severity.PAGE,
                0,
                0,
                Duration.ZERO,
                "publishing",
                "docs/operations/checks/" + id + ".md",
                Repair.NONE,
                "0",
                sql);
    }
}
