package dev.colophon.statusprojector.receive;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which topics' batches fail at the moment, and why. A topic is cleared by its next batch that succeeds. */
@Component
class IntakeState {

    private final Map<String, String> failing = new ConcurrentHashMap<>();

    void failed(String topic, String why) {
        failing.put(topic, why);
    }

    void moved(String topic) {
        failing.remove(topic);
    }

    /** Topic to its failure. */
    Map<String, String> failing() {
        return new TreeMap<>(failing);
    }
}
