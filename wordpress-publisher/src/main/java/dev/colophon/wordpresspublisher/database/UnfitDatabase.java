package dev.colophon.wordpresspublisher.database;

import org.springframework.dao.DataAccessResourceFailureException;

/** The database answers, and is none to work on: nothing was done, and no record or request is to blame. */
public final class UnfitDatabase extends DataAccessResourceFailureException {

    private static final long serialVersionUID = 1;

    private final DatabaseRefusal refusal;

    UnfitDatabase(DatabaseRefusal refusal, DatabaseContext context) {
        super("%s: %s (%s)".formatted(refusal, refusal.saying(), context.seen()));
        this.refusal = refusal;
    }

    /** Why. */
    public DatabaseRefusal refusal() {
        return refusal;
    }
}
