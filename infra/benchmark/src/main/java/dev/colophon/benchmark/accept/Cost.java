package dev.colophon.benchmark.accept;

import dev.colophon.benchmark.measure.ProcessFigures;

/** Processor time in milliseconds by who took it: publish-api, PostgreSQL, and whoever asked. */
record Cost(double service, double postgres, double load) {

    /** What they have taken since they began. */
    static Cost soFar(Door door) {
        return new Cost(
                millis(door.service()),
                millis(door.postgres().running().orElseThrow()),
                ProcessFigures.cpuSeconds(ProcessHandle.current().pid()) * 1e3);
    }

    /** What each piece of work took since then. */
    Cost each(Cost before, long count) {
        return new Cost(
                (service - before.service) / count, (postgres - before.postgres) / count, (load - before.load) / count);
    }

    private static double millis(ProcessHandle root) {
        return ProcessFigures.cpuSecondsOfTree(root) * 1e3;
    }
}
