package dev.colophon.publishapi;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The build that runs, as a metric: two builds of a service for long mean an instance that was not rolled forward. */
@Component
class RunningBuild implements MeterBinder {

    private final String build;

    RunningBuild(ObjectProvider<BuildProperties> properties) {
        BuildProperties known = properties.getIfAvailable();
        this.build = known == null ? "unpackaged" : known.getVersion() + "@" + known.getTime();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("colophon.build.info", () -> 1)
                .description("Always 1; the label names the build that runs")
                .tag("build", build)
                .register(meters);
    }
}
