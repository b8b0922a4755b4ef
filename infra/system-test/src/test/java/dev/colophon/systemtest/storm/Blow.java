package dev.colophon.systemtest.storm;

/** One kind of fault that the storm deals out. */
enum Blow {
    KILL_API,
    KILL_RELAY,
    KILL_PUBLISHER,
    KILL_PROJECTOR,
    /** SIGSTOP for longer than a lease, then SIGCONT. */
    FREEZE_PUBLISHER,
    /** SIGSTOP for a while, then SIGCONT. */
    FREEZE_RELAY,
    KILL_KAFKA,
    RESTART_KAFKA,
    /** A stop with {@code -m immediate}: the next start recovers from the WAL. */
    CRASH_POSTGRES,
    /** The publishers' consumer group is set back to the beginning: every request comes once more. */
    REDELIVER,
    CUT_ANSWERS,
    CUT_MID_ANSWERS,
    CUT_REQUESTS,
    STALL_ANSWERS,
    STALL_REQUESTS,
    DRIP_ANSWERS,
    HALF_CLOSE,
    REFUSE_CONNECTIONS;

    /** Where faults are dealt out side by side: one at a time in each lane. */
    enum Lane {
        PROCESSES,
        NETWORK
    }

    Lane lane() {
        return compareTo(CUT_ANSWERS) < 0 ? Lane.PROCESSES : Lane.NETWORK;
    }
}
