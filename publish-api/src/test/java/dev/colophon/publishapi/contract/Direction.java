package dev.colophon.publishapi.contract;

/** Who writes what a schema is of: that decides what it may change. */
enum Direction {
    /** A client sends it: what was taken is taken, and no more is asked for. */
    SENT,
    /** A client reads it: what was there is there. */
    READ
}
