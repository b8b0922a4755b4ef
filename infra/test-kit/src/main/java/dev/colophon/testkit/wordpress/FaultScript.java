package dev.colophon.testkit.wordpress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which requests meet which faults: rules in the order in which they were written, of which each request meets the first that
 * fits it and is not used up. {@code script.onNext("POST", "/wp/v2/posts").then(Fault.dieAfterCommit())}.
 */
public final class FaultScript {

    private final List<Rule> rules = new ArrayList<>();

    /** The next request with this method whose route matches the regular expression as a whole. */
    public Rule onNext(String method, String route) {
        return onNext(
                request -> request.method().equals(method) && request.route().matches(route));
    }

    /** The next request that fits. */
    public Rule onNext(Predicate<RecordedRequest> fits) {
        return new Rule(fits);
    }

    /** Forgets all rules; faults that are already at work go on. */
    public synchronized void clear() {
        rules.clear();
    }

    synchronized @Nullable Fault faultFor(RecordedRequest request) {
        for (Rule rule : rules) {
            if (rule.left > 0 && rule.fits.test(request)) {
                rule.left--;
                return rule.fault;
            }
        }
        return null;
    }

    private synchronized void add(Rule rule) {
        rules.add(rule);
    }

    /** One rule: once, unless it says how often. */
    public final class Rule {

        private final Predicate<RecordedRequest> fits;
        private int left = 1;
        private @Nullable Fault fault;

        private Rule(Predicate<RecordedRequest> fits) {
            this.fits = fits;
        }

        public Rule times(int requests) {
            left = requests;
            return this;
        }

        /** Every fitting request until the script is cleared. */
        public Rule always() {
            return times(Integer.MAX_VALUE);
        }

        /** Puts the rule into force. @return the fault, so that the test can ask whether it fired */
        public Fault then(Fault strikes) {
            fault = strikes;
            add(this);
            return strikes;
        }
    }
}
