package dev.colophon.benchmark.accept;

import dev.colophon.benchmark.measure.Percentiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a number of workers got done.
 *
 * @param perSecond over all workers
 * @param millis of each piece of work; under a rate, from when it was to begin, so that waiting counts
 * @param cost of each piece of work
 */
record Load(double perSecond, Percentiles millis, Cost cost) {

    private static final int SAMPLES_MAX = 2_000_000;

    /** As fast as they can, each one after the other. */
    static Load closed(Door door, String run, int workers, int seconds, Work.Opening opening) {
        return run(door, run, workers, seconds, 0, opening);
    }

    /** At a rate for all together, whatever the answers take. */
    static Load atRate(Door door, String run, int workers, int seconds, double rate, Work.Opening opening) {
        return run(door, run, workers, seconds, rate, opening);
    }

    private static Load run(Door door, String run, int workers, int seconds, double rate, Work.Opening opening) {
        var before = Cost.soFar(door);
        var ready = new CountDownLatch(workers);
        try (var threads = Executors.newFixedThreadPool(workers)) {
            List<Future<double[]>> running = new ArrayList<>();
            for (var worker = 0; worker < workers; worker++) {
                running.add(threads.submit(worker(run, worker, workers, seconds, rate, ready, opening)));
            }
            var samples = new ArrayList<double[]>();
            for (var one : running) {
                samples.add(one.get());
            }
            var all = samples.stream().flatMapToDouble(Arrays::stream).toArray();
            return new Load(
                    all.length / (double) seconds,
                    Percentiles.of(all),
                    Cost.soFar(door).each(before, all.length));
        } catch (ExecutionException failed) {
            throw new IllegalStateException(run + " failed", failed.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    private static Callable<double[]> worker(
            String run, int worker, int workers, int seconds, double rate, CountDownLatch ready, Work.Opening opening) {
        return () -> {
            try (var work = opening.open()) {
                ready.countDown();
                ready.await();
                var begin = System.nanoTime();
                var end = begin + TimeUnit.SECONDS.toNanos(seconds);
                var samples = new double[SAMPLES_MAX / workers];
                var done = 0;
                while (done < samples.length) {
                    var due = rate == 0
                            ? System.nanoTime()
                            : begin + (long) (1e9 / rate * ((double) done * workers + worker));
                    if (due >= end) {
                        break;
                    }
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    work.once(Jobs.token(run, worker, done));
                    samples[done++] = (System.nanoTime() - due) / 1e6;
                    if (rate == 0 && System.nanoTime() >= end) {
                        break;
                    }
                }
                return Arrays.copyOf(samples, done);
            }
        };
    }
}
