package dev.colophon.local.part;

import dev.colophon.local.config.Listener;
import dev.colophon.testkit.process.ServiceProcess;
import java.nio.file.Path;
import java.util.Locale;

/** The four services, in the order in which a story meets them. */
public enum Service {
    PUBLISH_API(Listener.API_MANAGEMENT),
    OUTBOX_RELAY(Listener.RELAY),
    WORDPRESS_PUBLISHER(Listener.PUBLISHER),
    STATUS_PROJECTOR(Listener.PROJECTOR);

    private final Listener management;

    Service(Listener management) {
        this.management = management;
    }

    /** Also the name of its module and of its folder. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Listener management() {
        return management;
    }

    /** The runnable jar that the build made. */
    Path jar() {
        return ServiceProcess.jarOf(word());
    }
}
