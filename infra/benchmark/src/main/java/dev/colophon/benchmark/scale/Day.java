package dev.colophon.benchmark.scale;

/**
 * The busiest hour of a day, as one group of publishers meets it.
 *
 * @param publications of the whole day
 * @param peak part of the day's publications that come within the busiest hour
 * @param sites among which they are divided; the n-th most active has a share in proportion to 1/n
 * @param cap visits at once that a site allows
 * @param places visits at once of all publishers together
 * @param visitMillis how long a visit takes, median
 * @param spread standard deviation of the logarithm of that time
 */
record Day(long publications, double peak, int sites, int cap, int places, double visitMillis, double spread) {

    private static final double SECONDS_OF_HOUR = 3_600;
    private static final double MILLIS = 1_000;

    Day {
        if (publications < 1 || !(peak > 0 && peak <= 1) || sites < 1 || cap < 1 || places < 1) {
            throw new IllegalArgumentException(
                    "nothing could be published: " + publications + " on " + sites + " sites");
        }
        if (!(visitMillis > 0) || !(spread >= 0)) {
            throw new IllegalArgumentException("a visit takes time: " + visitMillis + " ms, spread " + spread);
        }
    }

    /** In the busiest hour. */
    double perSecond() {
        return publications * peak / SECONDS_OF_HOUR;
    }

    double meanVisitMillis() {
        return visitMillis * Math.exp(spread * spread / 2);
    }

    /** Places that are busy on the average of the busiest hour, were each site's cap large enough. */
    double busyPlaces() {
        return perSecond() * meanVisitMillis() / MILLIS;
    }

    /** Publications per second that the most active site is asked for, of those that its cap lets through. */
    double loadOfBusiestSite() {
        var shares = 0.0;
        for (var rank = 1; rank <= sites; rank++) {
            shares += 1.0 / rank;
        }
        return perSecond() / shares * meanVisitMillis() / MILLIS / cap;
    }
}
