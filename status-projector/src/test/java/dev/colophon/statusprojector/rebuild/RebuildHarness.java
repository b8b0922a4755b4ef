package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.StatusProjectorApplication;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The projector without its listeners, as a process of its own that rebuilds everything: for a test that kills it, and to measure. */
@NullUnmarked
public final class RebuildHarness {

    private static final long LOOK_NANOS = 20_000_000;

    private RebuildHarness() {}

    public static void main(String[] arguments) {
        try (var context = start()) {
            rebuild(context.getBean(RebuildProjection.class));
        }
    }

    static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(StatusProjectorApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1")
                .run();
    }

    static Rebuild rebuild(RebuildProjection rebuilds) {
        var id = UUID.randomUUID();
        rebuilds.start(id, RebuildSelection.ALL, false, "measured", "harness");
        while (rebuilds.one(id).isRunning() || rebuilds.isWorkedOn()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return rebuilds.one(id);
    }
}
