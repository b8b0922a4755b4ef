package dev.colophon.wordpresspublisher.wordpress;

import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.util.unit.DataSize;

/** Senders for tests: with a patience that a busy machine does not use up. */
final class Senders {

    private Senders() {}

    /** One to whom this machine is a host of our own. */
    static HttpSender patient() {
        return patient(new Destinations(Set.of("127.0.0.1"), SystemDefaultDnsResolver.INSTANCE));
    }

    static HttpSender patient(Destinations destinations) {
        return new HttpSender(
                properties(new KindProperties(Duration.ofMinutes(1), Duration.ofMinutes(1), 1)), destinations);
    }

    static WordPressProperties properties(KindProperties kinds) {
        return new WordPressProperties(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                DataSize.ofMegabytes(1),
                2,
                4,
                Set.of(),
                10,
                Duration.ofMinutes(1),
                new CompanionProperties(false, false, Duration.ofMinutes(1)),
                kinds);
    }
}
