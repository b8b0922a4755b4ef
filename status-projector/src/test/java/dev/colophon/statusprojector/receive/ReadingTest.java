package dev.colophon.statusprojector.receive;

import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** The projector reading from a real broker into a real database; each test has a publication of its own. */
@NullUnmarked
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class ReadingTest {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    JdbcTemplate database;

    @Autowired
    KafkaListenerEndpointRegistry listeners;

    @Autowired
    IntakeHealthIndicator intake;

    KafkaServer kafka;

    final UUID publication = UUID.randomUUID();

    @BeforeEach
    final void reading(KafkaServer kafka) {
        this.kafka = kafka;
        ready();
    }

    final void ready() {
        await().atMost(PATIENCE).until(() -> intake.health().getStatus().equals(Status.UP));
    }

    final void readOnFrom(OffsetSpec where) {
        listeners.getListenerContainers().forEach(listener -> listener.stop());
        new GroupOffsets(kafka).move(where);
        listeners.getListenerContainers().forEach(listener -> listener.start());
        ready();
    }

    final void awaitStatus(UUID of, String status) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> database.queryForObject(
                                "SELECT status FROM publication_status WHERE publication_id = ?", String.class, of)
                        .equals(status));
    }

    final void awaitEvents(UUID of, long count) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> countOfEvents(of) == count);
    }

    final long countOfEvents(UUID of) {
        return database.queryForObject(
                "SELECT count(*) FROM publication_event WHERE publication_id = ?", Long.class, of);
    }
}
