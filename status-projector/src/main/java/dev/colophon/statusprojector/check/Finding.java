package dev.colophon.statusprojector.check;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bad row.
 *
 * @param publication null where the finding is about no single one
 * @param what in words that hold no content of a story
 * @param since null where the row itself does not say
 */
record Finding(
        @Nullable UUID publication,
        @Nullable UUID site,
        String what,
        @Nullable Instant since) {}
