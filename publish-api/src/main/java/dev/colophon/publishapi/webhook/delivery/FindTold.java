package dev.colophon.publishapi.webhook.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** To how many webhooks an event was told, by the log of deliveries and the database's clock. */
@Repository
public class FindTold {

    private static final String TOLD = """
            SELECT count(d.id) AS webhooks,
                   count(w.id) FILTER (WHERE w.state = 'active'
                                         AND (cardinality(w.event_types) = 0 OR :type = ANY (w.event_types))) AS wanting,
                   :happened <= now() - :retention * interval '1 ms' AS forgettable
              FROM publication p
              JOIN webhook w ON w.client_id = p.client_id
              LEFT JOIN webhook_delivery d ON d.webhook_id = w.id AND d.event_id = :event
             WHERE p.id = :publication
            """;

    private final JdbcClient jdbc;
    private final DeliveryProperties properties;

    FindTold(JdbcClient jdbc, DeliveryProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * What is known of it now.
     *
     * @param happened when: nobody was told before
     */
    public Told of(ToldEvent event, Instant happened) {
        return jdbc.sql(TOLD)
                .param("type", event.type())
                .param("happened", happened.atOffset(ZoneOffset.UTC))
                .param("retention", properties.retention().toMillis())
                .param("event", event.id())
                .param("publication", event.publication())
                .query((row, _) ->
                        new Told(row.getInt("webhooks"), row.getInt("wanting"), row.getBoolean("forgettable")))
                .single();
    }
}
