package dev.colophon.publishapi.database;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one session of this service knows of itself.
 *
 * @param transactionId null while its transaction has written nothing
 * @param rowSecurity tables of this service whose rows a policy may hide
 * @param visibleRows how many it sees of the one row that is always there
 */
public record DatabaseContext(
        boolean inRecovery,
        String isolation,
        boolean readOnly,
        @Nullable String transactionId,
        String snapshot,
        String role,
        List<String> rowSecurity,
        long visibleRows) {

    private static final String EXPECTED = "read committed";

    public DatabaseContext {
        rowSecurity = List.copyOf(rowSecurity);
    }

    /** The first thing that stands against working here; a standby is only read from, whatever else it is. */
    public Optional<DatabaseRefusal> refusal() {
        if (inRecovery) {
            return Optional.of(DatabaseRefusal.DATABASE_IN_RECOVERY);
        }
        if (!rowSecurity.isEmpty() || visibleRows != 1) {
            return Optional.of(DatabaseRefusal.DATABASE_ROWS_HIDDEN);
        }
        if (!isolation.equals(EXPECTED)) {
            return Optional.of(DatabaseRefusal.DATABASE_ISOLATION);
        }
        return readOnly ? Optional.of(DatabaseRefusal.DATABASE_READ_ONLY) : Optional.empty();
    }

    /** What of it shows the reason. */
    String seen() {
        return "role %s, isolation %s, read-only %s, row security on %s, %d of 1 probe row seen"
                .formatted(role, isolation, readOnly, rowSecurity, visibleRows);
    }
}
