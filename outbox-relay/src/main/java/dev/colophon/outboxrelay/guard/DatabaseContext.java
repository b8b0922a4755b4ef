package dev.colophon.outboxrelay.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session of the relay knows of itself.
 *
 * @param transactionId null while its transaction has written nothing
 * @param rowSecurity tables of the relay, and outboxes, whose rows a policy may hide
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

    boolean hidesRows() {
        return !rowSecurity.isEmpty() || visibleRows != 1;
    }

    boolean isAtAnotherIsolation() {
        return !isolation.equals(EXPECTED);
    }
}
