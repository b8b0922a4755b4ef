package dev.colophon.statusprojector.check;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Time as a test wants it. Begins well after anything that the database's own clock may have stamped. */
public final class DrivenClock implements InstantSource {

    private volatile Instant now = farAhead();

    @Override
    public Instant instant() {
        return now;
    }

    public void set(Instant instant) {
        now = instant;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    void reset() {
        now = farAhead();
    }

    private static Instant farAhead() {
        return Instant.now().plus(Duration.ofDays(2));
    }

    /** Puts it in the place of the system's clock. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Driven {

        @Bean
        @Primary
        DrivenClock drivenClock() {
            return new DrivenClock();
        }
    }
}
