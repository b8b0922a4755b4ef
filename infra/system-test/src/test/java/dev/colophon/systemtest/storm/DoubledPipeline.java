package dev.colophon.systemtest.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.testkit.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A pipeline with two relays, of which one stands by, and two publishers at the times that are shipped: whoever left a lease or an
 * unknown outcome behind would be waited for, and noticed.
 */
final class DoubledPipeline implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Longer than any service takes by its own time-outs. */
    private static final Duration GRACE = Duration.ofSeconds(100);

    private static final Map<String, String> AS_SHIPPED = Map.of("SPRING_APPLICATION_JSON", "{}");

    private static final String UNDER_WAY = """
            SELECT count(*) FROM wordpress_publisher.attempt WHERE ended_at IS NULL AND worker LIKE :worker
            """;
    private static final String WORKER = """
            SELECT worker FROM wordpress_publisher.attempt WHERE publication_id = :publication AND ended_at IS NULL
            """;
    private static final String VISITS = """
            SELECT worker || CASE WHEN ended_at IS NULL THEN ' never ended' ELSE ' ended ' || coalesce(problem_code, 'well') END
            FROM wordpress_publisher.attempt WHERE publication_id = :publication ORDER BY fencing_token
            """;
    private static final String STATUS = """
            SELECT count(*) FROM status_projector.publication_status
            WHERE publication_id = :publication AND status = 'published'
            """;

    private final Pipeline pipeline;
    private final ServiceProcess secondRelay;
    private final Map<String, ServiceProcess> publishers = new TreeMap<>();

    DoubledPipeline(Path folder) throws IOException {
        pipeline = new Pipeline(folder, 0);
        secondRelay = pipeline.relay("outbox-relay-2");
        for (var name : List.of("wordpress-publisher-1", "wordpress-publisher-2")) {
            publishers.put(name, pipeline.publisher(name, AS_SHIPPED));
        }
    }

    void startAll() {
        Pipeline.start(pipeline.api());
        // A relay is ready only when every outbox is enrolled, the publishers' too.
        publishers.values().forEach(ServiceProcess::start);
        pipeline.startAll();
        secondRelay.start();
        publishers.values().forEach(publisher -> publisher.awaitReady(PATIENCE));
        awaitStandby(secondRelay);
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** By the name under which each works. */
    Map<String, ServiceProcess> publishers() {
        return publishers;
    }

    /** Ends a service, which is to end by itself, and starts it again. */
    void restart(ServiceProcess service) {
        end(service);
        Pipeline.start(service);
    }

    /** The relay that streams ends, the other takes over, and the first comes back to stand by; then the same the other way round. */
    void restartRelays() {
        handOver(pipeline.relay(), secondRelay);
        handOver(secondRelay, pipeline.relay());
    }

    private static void handOver(ServiceProcess streams, ServiceProcess standsBy) {
        awaitStandby(standsBy);
        end(streams);
        standsBy.awaitReady(PATIENCE);
        streams.start();
        awaitStandby(streams);
    }

    private static void awaitStandby(ServiceProcess relay) {
        await().atMost(PATIENCE).until(() -> relay.readiness().answer().contains("RELAY_STANDBY"));
    }

    /** Told to end (SIGTERM), a service ends by itself. */
    static void end(ServiceProcess service) {
        assertThat(service.isAlive()).isTrue();
        assertThat(service.stop(GRACE)).as("it ended by itself").isTrue();
    }

    long count(String sql) {
        return pipeline.sql().sql(sql).query(Long.class).single();
    }

    /** @param worker a pattern. @return how many visits it has begun and not ended */
    long underWay(String worker) {
        return pipeline.sql()
                .sql(UNDER_WAY)
                .param("worker", worker)
                .query(Long.class)
                .single();
    }

    /** Who visits the publication now. */
    String workerOf(UUID publication) {
        return pipeline.sql()
                .sql(WORKER)
                .param("publication", publication)
                .query(String.class)
                .single();
    }

    /** Who has visited the publication, and how each visit ended. */
    List<String> visits(UUID publication) {
        return pipeline.sql().sql(VISITS).param("publication", publication).query(String.class).list().stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    boolean isPublished(UUID publication) {
        return pipeline.sql()
                        .sql(STATUS)
                        .param("publication", publication)
                        .query(Long.class)
                        .single()
                == 1;
    }

    @Override
    public void close() {
        publishers.values().forEach(ServiceProcess::kill);
        secondRelay.kill();
        pipeline.close();
    }
}
