package dev.colophon.benchmark.scale;

import dev.colophon.benchmark.measure.Percentiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Stories that come at random, wait for a place and for their site's cap, and are visited: the oldest first of those whose site may be
 * visited, as the publisher claims them. Times are milliseconds since the hour began. The same seed gives the same hour.
 */
final class Simulation {

    private static final double MILLIS = 1_000;

    private final Day day;
    private final RandomGenerator random;
    private final double[] sitesUpTo;

    private final Map<Integer, Site> sites = new HashMap<>();
    private final TreeSet<Site> open =
            new TreeSet<>(Comparator.comparingDouble(Site::oldest).thenComparingInt(Site::number));
    private final PriorityQueue<Visit> visits = new PriorityQueue<>(Comparator.comparingDouble(Visit::end));
    private final List<Double> waits = new ArrayList<>();
    private final List<Double> waitsElsewhere = new ArrayList<>();
    private double busy;

    Simulation(Day day, long seed) {
        this.day = day;
        random = new SplittableRandom(seed);
        sitesUpTo = new double[day.sites()];
        var sum = 0.0;
        for (var rank = 0; rank < sitesUpTo.length; rank++) {
            sum += 1.0 / (rank + 1);
            sitesUpTo[rank] = sum;
        }
    }

    /** So many stories, one after another at the rate of the busiest hour; whatever waits at the end is visited, too. */
    Waits run(int stories) {
        var now = 0.0;
        for (var story = 0; story < stories; story++) {
            now += -Math.log(1 - random.nextDouble()) / day.perSecond() * MILLIS;
            endVisitsUntil(now);
            var came = now;
            var site = sites.computeIfAbsent(site(), Site::new);
            reopen(site, () -> site.waiting.add(came));
            beginVisits(now);
        }
        var busyMeanwhile = busy;
        endVisitsUntil(Double.POSITIVE_INFINITY);
        return new Waits(
                Percentiles.of(array(waits)),
                Percentiles.of(array(waitsElsewhere)),
                busyMeanwhile / now / day.places());
    }

    private void endVisitsUntil(double time) {
        while (!visits.isEmpty() && visits.peek().end() <= time) {
            var visit = visits.remove();
            reopen(visit.site(), () -> visit.site().visits--);
            beginVisits(visit.end());
        }
    }

    private void beginVisits(double now) {
        while (visits.size() < day.places() && !open.isEmpty()) {
            var site = open.first();
            open.remove(site);
            var wait = now - site.waiting.remove();
            waits.add(wait);
            if (site.number != 0) {
                waitsElsewhere.add(wait);
            }
            var lasts = day.visitMillis() * Math.exp(day.spread() * random.nextGaussian());
            busy += lasts;
            visits.add(new Visit(now + lasts, site));
            reopen(site, () -> site.visits++);
        }
    }

    /** A site's place in the order is by its oldest story: it leaves the order before anything of it changes. */
    private void reopen(Site site, Runnable change) {
        open.remove(site);
        change.run();
        if (!site.waiting.isEmpty() && site.visits < day.cap()) {
            open.add(site);
        }
    }

    private int site() {
        var found = Arrays.binarySearch(sitesUpTo, random.nextDouble() * sitesUpTo[sitesUpTo.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, sitesUpTo.length - 1);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** @param end when it ends */
    private record Visit(double end, Site site) {}

    /** Its stories wait in the order in which they came. */
    private static final class Site {

        private final int number;
        private final ArrayDeque<Double> waiting = new ArrayDeque<>();
        private int visits;

        Site(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        double oldest() {
            return waiting.isEmpty() ? Double.POSITIVE_INFINITY : waiting.peek();
        }
    }
}
