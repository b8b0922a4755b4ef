package dev.colophon.local.up;

import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.config.Settings;
import dev.colophon.local.part.Part;
import dev.colophon.local.part.Parts;
import dev.colophon.local.part.Presence;
import dev.colophon.local.part.Service;
import dev.colophon.testkit.process.FreePorts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;

/**
 * Looks before anything is started whether the ports of what does not run yet are free, and says who holds those that are not. They are set
 * aside: what draws a port while they are not listened at yet, as Kafka does for its controller, draws another.
 */
record PortCheck(Settings settings, Parts parts) {

    /** @throws Refusal naming every port that is taken, its holder, and the option that chooses another */
    void requireFreePorts() {
        var taken = new ArrayList<String>();
        holders().forEach((listener, part) -> {
            var port = settings.port(listener);
            FreePorts.setAside(port);
            if (part.presence().state() == Presence.State.DOWN && !FreePorts.isFree(port)) {
                taken.add("port %d is taken by %s; choose another: infra/local/up --port %s=N"
                        .formatted(port, PortOwner.of(port).orElse("another program"), listener.word()));
            }
        });
        if (!taken.isEmpty()) {
            taken.add("(or a whole block of %d: --port-base N)".formatted(Listener.values().length));
            throw new Refusal(String.join("\n", taken));
        }
    }

    private Map<Listener, Part> holders() {
        var holders = new EnumMap<Listener, Part>(Listener.class);
        for (var listener : Listener.values()) {
            holders.put(
                    listener,
                    switch (listener) {
                        case API, API_MANAGEMENT -> parts.service(Service.PUBLISH_API);
                        case RELAY, RELAY_OPERATIONS -> parts.service(Service.OUTBOX_RELAY);
                        case PUBLISHER, PUBLISHER_OPERATIONS -> parts.service(Service.WORDPRESS_PUBLISHER);
                        case PROJECTOR, PROJECTOR_OPERATIONS -> parts.service(Service.STATUS_PROJECTOR);
                        case WORDPRESS -> parts.wordpress();
                        case KAFKA, KAFKA_USERS -> parts.kafka();
                        case POSTGRES -> parts.postgres();
                    });
        }
        return holders;
    }
}
