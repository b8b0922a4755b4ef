package dev.colophon.publishapi.database;

/** Why no work is done on this database. The names are stable codes, each with its page in docs/operations. */
public enum DatabaseRefusal {
    DATABASE_IN_RECOVERY("the database server is in recovery (a standby)"),
    DATABASE_READ_ONLY("the sessions of this role only read"),
    DATABASE_ISOLATION("the sessions of this role begin at another isolation than read committed"),
    DATABASE_ROWS_HIDDEN("row security hides rows of this service");

    private final String saying;

    DatabaseRefusal(String saying) {
        this.saying = saying;
    }

    /** In words, for logs and answers. */
    public String saying() {
        return saying;
    }
}
