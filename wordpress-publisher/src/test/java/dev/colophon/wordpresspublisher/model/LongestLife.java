package dev.colophon.wordpresspublisher.model;

/** T_max, the longest life of a request: when it may pass, and what cannot land any more once it has. */
final class LongestLife {

    private final Bounds bounds;
    private final Work work;

    LongestLife(Bounds bounds, Work work) {
        this.bounds = bounds;
        this.work = work;
    }

    /** It passes where somebody waits for it, and while no lease that it would outlast is held. */
    boolean mayPass(World now) {
        ModelLedger row = now.row;
        boolean awaited = (row.unsettledChange != null && !row.unsettledLong)
                || row.due == ModelLedger.Due.LATER
                || (!bounds.lateForEver() && writesAdrift(now))
                || (!bounds.guarded(Guard.SWEEP_NOT_BY_AGE) && !now.quiet && youngDrafts(now));
        boolean tooEarly = row.lease == ModelLedger.Lease.HELD && (row.unsettledUntilLease || now.quiet);
        return awaited && !tooEarly && !(now.quiet && visiting(now));
    }

    void pass(World world) {
        world.row.longestLifePasses();
        if (!bounds.guarded(Guard.SWEEP_NOT_BY_AGE)) {
            for (int id = 1; id <= Posts.MOST; id++) {
                world.posts.aged[id] = world.posts.status[id] != Posts.NONE;
            }
        }
        if (bounds.lateForEver()) {
            return;
        }
        for (int slot = 0; slot < World.REQUESTS; slot++) {
            if (world.requests[slot] != 0 && Request.of(world.requests[slot]).kind() == Request.Kind.WRITE) {
                world.requests[slot] = 0;
            }
        }
        for (Errand errand : world.errands) {
            if (!errand.free && errand.sent && work.request(errand).kind() == Request.Kind.WRITE) {
                work.unanswered(errand);
            }
        }
    }

    private static boolean writesAdrift(World now) {
        for (int code : now.requests) {
            if (code != 0 && Request.of(code).kind() == Request.Kind.WRITE) {
                return true;
            }
        }
        return false;
    }

    private static boolean youngDrafts(World now) {
        for (int id = 1; id <= Posts.MOST; id++) {
            if (now.posts.status[id] == Posts.DRAFT && !now.posts.aged[id]) {
                return true;
            }
        }
        return false;
    }

    private static boolean visiting(World now) {
        for (Errand errand : now.errands) {
            if (!errand.free) {
                return true;
            }
        }
        return false;
    }
}
