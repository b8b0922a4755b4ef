package dev.colophon.outboxrelay.relay;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which outbox may write which topics: a row for any other topic is parked, so that no service speaks for another. */
public final class Topics {

    /** The relay's proof that rows move, from its own outbox. */
    public static final String CANARY = "publishing.canary.v1";

    private static final Map<String, Set<String>> WRITTEN_BY = Map.of(
            "publish_api", Set.of("publishing.requests.v1"),
            "wordpress_publisher", Set.of("publishing.receipts.v1"),
            "status_projector", Set.of("publishing.events.v1", "publishing.status.v1", "publishing.integrity.v1"),
            "outbox_relay", Set.of(CANARY));

    private Topics() {}

    /** Every topic that any outbox may write, the canary's among them. */
    public static Set<String> all() {
        return WRITTEN_BY.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    static boolean mayWrite(String schema, String topic) {
        return WRITTEN_BY.getOrDefault(schema, Set.of()).contains(topic);
    }
}
