package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.problem.SqlState;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs a transaction again that lost a race it may win the next time (a deadlock, a unique key taken in between). It must
 * be called from outside: the transaction begins anew each time.
 */
@Component
public class TransactionRetries {

    private static final Logger log = LoggerFactory.getLogger(TransactionRetries.class);
    private static final int MAX_RUNS = 3;

    /** What the transaction returns, or throws at its last run. */
    public <T> T run(Supplier<T> transaction) {
        for (var run = 1; ; run++) {
            try {
                return transaction.get();
            } catch (DataAccessException lost) {
                var again = lost instanceof ConcurrencyFailureException || SqlState.worthRepeating(lost);
                if (!again || run == MAX_RUNS) {
                    throw lost;
                }
                log.info("A transaction lost a race (run {}); it is run again: {}", run, lost.toString());
            }
        }
    }
}
