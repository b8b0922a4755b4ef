package dev.colophon.benchmark.publish;

import dev.colophon.testkit.wordpress.RealWordPress;
import java.io.IOException;
import java.nio.file.Path;

/** A real WordPress on this machine, which tells how long it worked. */
final class SiteHere implements AutoCloseable {

    private final RealWordPress site;
    private final RequestTimes times;

    SiteHere(Path home) throws IOException {
        site = RealWordPress.start(home);
        site.installCompanion();
        times = RequestTimes.at(home);
    }

    Target with(Protocol protocol) {
        site.companion(protocol == Protocol.KEYED);
        return new Target("here", site.url(), site.editor(), protocol, true);
    }

    RequestTimes times() {
        return times;
    }

    @Override
    public void close() {
        site.close();
    }
}
