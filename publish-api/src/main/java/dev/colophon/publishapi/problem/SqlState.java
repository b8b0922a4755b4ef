package dev.colophon.publishapi.problem;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What PostgreSQL itself said about a failure. */
public final class SqlState {

    /** A lock was waited for as long as lock_timeout allows. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String QUERY_CANCELLED = "57014";
    private static final String READ_ONLY_TRANSACTION = "25006";
    /** Among others: a policy would hide rows of what was asked for, and this session takes no thinned-out answer. */
    private static final String NOT_PERMITTED = "42501";

    private static final String AT_READ_COMMITTED = "enqueued_at_read_committed";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private SqlState() {}

    /** SQLSTATE of the first SQL failure among the causes. */
    public static Optional<String> of(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    /** Whether the same transaction may well succeed when it is run again from its beginning. */
    public static boolean worthRepeating(Throwable failure) {
        return of(failure)
                .filter(state ->
                        state.equals(SERIALIZATION_FAILURE) || state.equals(DEADLOCK) || state.equals(UNIQUE_VIOLATION))
                .isPresent();
    }

    static boolean gaveUpWaiting(Throwable failure) {
        return of(failure)
                .filter(state ->
                        state.equals(LOCK_NOT_AVAILABLE) || state.equals(QUERY_CANCELLED) || worthRepeating(failure))
                .isPresent();
    }

    /** Connection lost or refused, the server going down, or one not to work on: a standby, hidden rows, another isolation. */
    public static boolean unavailable(Throwable failure) {
        return of(failure)
                        .filter(state -> state.startsWith("08")
                                || state.startsWith("57P")
                                || state.equals(READ_ONLY_TRANSACTION)
                                || state.equals(NOT_PERMITTED)
                                || state.equals(TOO_MANY_CONNECTIONS))
                        .isPresent()
                || violates(failure, AT_READ_COMMITTED);
    }

    private static boolean violates(Throwable failure, String constraint) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refused
                    && refused.getServerErrorMessage() != null
                    && constraint.equals(refused.getServerErrorMessage().getConstraint())) {
                return true;
            }
        }
        return false;
    }
}
