package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.Statuses;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Queues a delivery for each state that a webhook was not told yet: what is queued and that it was told commit together, so that
 * no state is told under two ids. States that follow each other quickly are told as one, whose sequence shows the gap.
 */
@Service
class QueueChanges {

    /** Most changes of one transaction. */
    static final int BATCH = 100;

    private final Deliveries deliveries;
    private final Statuses statuses;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    QueueChanges(Deliveries deliveries, Statuses statuses, JsonMapper json, InstantSource clock, Supplier<UUID> ids) {
        this.deliveries = deliveries;
        this.statuses = statuses;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
    }

    /** Queues what changed since then; returns how many changes there were, at most {@link #BATCH}. */
    @Transactional
    public int queue(Instant since) {
        var changes = statuses.changedForWebhooks(since, BATCH);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<UUID, StatusResource> states =
                statuses
                        .all(changes.stream()
                                .map(Statuses.Change::publication)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(StatusResource::publicationId, Function.identity()));
        for (var change : changes) {
            var webhook = new WebhookId(change.webhook());
            var state = states.get(change.publication());
            if (state != null && deliveries.tell(webhook, change.publication(), state.sequence())) {
                var type = "publication." + state.status();
                deliveries.add(
                        ids.get(),
                        webhook,
                        change.publication(),
                        state.sequence(),
                        type,
                        payload(type, now, state),
                        now);
            }
        }
        return changes.size();
    }

    /** Queues a message that shows that the road is open. */
    @Transactional
    public UUID queueTest(WebhookId webhook) {
        var id = ids.get();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        deliveries.add(
                id,
                webhook,
                null,
                null,
                "webhook.test",
                payload("webhook.test", now, Map.of("webhookId", webhook.value())),
                now);
        return id;
    }

    private String payload(String type, Instant now, Object data) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("type", type);
        payload.put("timestamp", now.toString());
        payload.put("data", data);
        return json.writeValueAsString(payload);
    }
}
