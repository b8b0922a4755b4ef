package dev.colophon.benchmark.publish;

import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import java.time.Duration;

/**
 * A simulated WordPress whose every answer takes as long as a real one's and costs this machine next to nothing: so it looks to a
 * pipeline whose sites are other people's machines.
 */
final class SiteElsewhere implements AutoCloseable {

    static final Duration ANSWER = Duration.ofMillis(80);

    private final FakeWordPress site = FakeWordPress.start();

    SiteElsewhere() {
        site.script().onNext(_ -> true).always().then(Fault.sleepAfter(ANSWER));
    }

    Target with(Protocol protocol) {
        site.companion(protocol == Protocol.KEYED);
        return new Target("elsewhere", site.url(), site.editor(), protocol, false);
    }

    int requests() {
        return site.requests().size();
    }

    @Override
    public void close() {
        site.close();
    }
}
