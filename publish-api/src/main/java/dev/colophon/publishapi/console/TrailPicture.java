package dev.colophon.publishapi.console;

import dev.colophon.publishapi.explain.Trail.Hop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way of a story as a picture of stations, drawn on the server.
 *
 * @param width of the picture, in its own units
 */
record TrailPicture(int width, List<Station> stations) {

    private static final int STEP = 120;
    private static final Map<String, String> NAMES = Map.of(
            "variant_stored", "Content stored",
            "enqueued", "Enqueued",
            "relayed", "Relayed",
            "inbox", "Publisher’s inbox",
            "sent", "Sent to the site",
            "receipt", "Receipt",
            "projected", "Status told");

    static TrailPicture of(List<Hop> hops) {
        var stations = new ArrayList<Station>();
        for (var hop : hops) {
            var at = hop.at();
            var millis = hop.millisSinceKnown();
            var unknown = hop.unknown();
            stations.add(new Station(
                    STEP / 2 + stations.size() * STEP,
                    NAMES.getOrDefault(hop.hop(), hop.hop()),
                    at != null,
                    at == null ? (unknown == null ? "" : unknown) : Words.moment(at),
                    millis == null ? "" : Words.lasting(millis)));
        }
        return new TrailPicture(STEP * stations.size(), List.copyOf(stations));
    }

    /**
     * One hop.
     *
     * @param x of its middle
     * @param known whether it is known when the story passed it
     * @param when that was, or why it is not known
     * @param took the time since the one before of which it is known; empty if there is none
     */
    record Station(int x, String name, boolean known, String when, String took) {

        /** Where the line from the one before begins. */
        public int from() {
            return x - STEP;
        }

        /** Where the time that it took is written. */
        public int between() {
            return x - STEP / 2;
        }

        /** Whether there is a station before this one. */
        public boolean follows() {
            return x > STEP;
        }
    }
}
