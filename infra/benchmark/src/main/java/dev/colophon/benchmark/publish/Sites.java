package dev.colophon.benchmark.publish;

import java.io.IOException;
import java.nio.file.Path;

/** The two sites, and what each of them counted. */
record Sites(SiteHere here, SiteElsewhere elsewhere) implements AutoCloseable {

    static Sites open(Path home) throws IOException {
        return new Sites(new SiteHere(home), new SiteElsewhere());
    }

    int requests(Target target) throws IOException {
        return target.shares() ? here.times().mark() : elsewhere.requests();
    }

    @Override
    public void close() {
        here.close();
        elsewhere.close();
    }
}
