package dev.colophon.wordpresspublisher.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a site was found when it was last tried out, by itself or by an operator.
 *
 * @param usable whether no check failed: stories could be published
 * @param failed the checks that did
 */
record LastTrial(OffsetDateTime triedAt, boolean usable, List<Failed> failed) {

    /** A check that failed, and the code of why. */
    record Failed(String check, String code) {}

    /** Of a row of site_trial's columns; null where they are. */
    static @Nullable LastTrial of(ResultSet row) throws SQLException {
        var at = row.getObject("tried_at", OffsetDateTime.class);
        if (at == null) {
            return null;
        }
        var checks = (String[]) row.getArray("failed_checks").getArray();
        var codes = (String[]) row.getArray("failed_codes").getArray();
        return new LastTrial(
                at,
                row.getBoolean("usable"),
                IntStream.range(0, checks.length)
                        .mapToObj(i -> new Failed(checks[i], codes[i]))
                        .toList());
    }
}
