package dev.colophon.local.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** A port for each listener of a local run, all on the loopback address. Kept, so that addresses survive a restart. */
public record Ports(Map<Listener, Integer> numbers) {

    public static final int DEFAULT_BASE = 18080;

    private static final int PORT_MAX = 65_535;

    /**
     * A listener that settings of an earlier version do not know gets the port after the highest one.
     *
     * @throws Refusal for a number that is no port, and for a port that two would share
     */
    public Ports {
        numbers = Map.copyOf(completed(numbers));
        var holders = new HashMap<Integer, Listener>();
        new EnumMap<>(numbers).forEach((listener, port) -> {
            if (port < 1 || port > PORT_MAX) {
                throw new Refusal("%s: %d is no port number".formatted(listener.word(), port));
            }
            var other = holders.put(port, listener);
            if (other != null) {
                throw new Refusal("%s and %s would share port %d; give one of them another with --port %s=N"
                        .formatted(other.word(), listener.word(), port, listener.word()));
            }
        });
    }

    private static Map<Listener, Integer> completed(Map<Listener, Integer> known) {
        var complete = new EnumMap<Listener, Integer>(Listener.class);
        complete.putAll(known);
        var next = known.values().stream().mapToInt(Integer::intValue).max().orElse(DEFAULT_BASE) + 1;
        for (var listener : EnumSet.complementOf(EnumSet.copyOf(complete.keySet()))) {
            complete.put(listener, next);
            next++;
        }
        return complete;
    }

    /** A block of neighbours. */
    public static Ports from(int base) {
        var numbers = new EnumMap<Listener, Integer>(Listener.class);
        var next = base;
        for (var listener : Listener.values()) {
            numbers.put(listener, next);
            next++;
        }
        return new Ports(numbers);
    }

    /** These, with some replaced. */
    public Ports with(Map<Listener, Integer> wanted) {
        var merged = new EnumMap<>(numbers);
        merged.putAll(wanted);
        return new Ports(merged);
    }

    public int of(Listener listener) {
        return numbers.getOrDefault(listener, 0);
    }
}
