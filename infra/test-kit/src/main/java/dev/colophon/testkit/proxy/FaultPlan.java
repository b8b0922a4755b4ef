package dev.colophon.testkit.proxy;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The one fault that is armed, how often it may still strike, and how often each has struck. Safe for many threads. */
final class FaultPlan {

    private final Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
    private @Nullable Fault armed;
    private int strikesLeft;
    private CountDownLatch released = new CountDownLatch(0);

    synchronized void arm(Fault fault, int strikes) {
        disarm();
        armed = fault;
        strikesLeft = strikes;
        released = new CountDownLatch(1);
    }

    /** Disarms, and lets go what is stalled. */
    synchronized void disarm() {
        armed = null;
        released.countDown();
    }

    synchronized int fired(Fault fault) {
        return fired.getOrDefault(fault, 0);
    }

    /** Takes one strike of the armed fault where it fits; counted at once. */
    synchronized @Nullable Strike take(Predicate<Fault> fits) {
        Fault fault = armed;
        if (fault == null || !fits.test(fault) || strikesLeft == 0) {
            return null;
        }
        strikesLeft--;
        fired.merge(fault, 1, Integer::sum);
        return new Strike(fault, released);
    }

    /** One strike; what it stalls goes on when the latch opens. */
    record Strike(Fault fault, CountDownLatch released) {}
}
