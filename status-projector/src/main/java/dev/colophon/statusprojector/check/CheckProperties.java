package dev.colophon.statusprojector.check;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the integrity checks run, and how much they may take.
 *
 * @param enabled whether they run by the clock; on demand they always do
 * @param interval from one run to the next, whatever the number of instances
 * @param firstLook how long after its start an instance first asks whether a run is due
 * @param look how often an instance asks whether a run is due
 * @param statementTimeout of one check
 * @param budget of one run: checks that it leaves no time for have not run
 * @param sample how many bad rows of a check are kept
 * @param keep how long runs are kept
 * @param grace of a check by its id, where it is to differ from that of its file
 */
@ConfigurationProperties("colophon.checks")
record CheckProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5m") Duration interval,
        @DefaultValue("30s") Duration firstLook,
        @DefaultValue("10s") Duration look,
        @DefaultValue("20s") Duration statementTimeout,
        @DefaultValue("2m") Duration budget,
        @DefaultValue("50") int sample,
        @DefaultValue("7d") Duration keep,
        @DefaultValue Map<String, Duration> grace) {

    CheckProperties {
        positive("interval", interval);
        positive("first-look", firstLook);
        positive("look", look);
        positive("statement-timeout", statementTimeout);
        positive("budget", budget);
        positive("keep", keep);
        if (sample < 1 || sample > 1000) {
            throw new IllegalArgumentException("colophon.checks.sample lies between 1 and 1000");
        }
        if (statementTimeout.compareTo(Duration.ofSeconds(50)) > 0) {
            throw new IllegalArgumentException(
                    "colophon.checks.statement-timeout must stay below the socket's time-out: at most 50 s");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("colophon.checks." + name + " must be above zero");
        }
    }
}
