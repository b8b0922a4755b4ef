package dev.colophon.statusprojector.receive;

import static dev.colophon.statusprojector.receive.StoryRecords.RECEIPTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database that takes nothing, or a log that has lost something: reading waits or stops for all to see, and skips nothing. */
@NullUnmarked
class NothingLostTest extends ReadingTest {

    private final PostgresServer postgres;
    private final PrimaryHealthIndicator primary;

    NothingLostTest(PostgresServer postgres, @Autowired PrimaryHealthIndicator primary) {
        this.postgres = postgres;
        this.primary = primary;
    }

    @Test
    void a_database_that_stops_is_no_poison_and_nothing_is_lost() {
        var before = kafka.records(RECEIPTS + ".dlt").size();
        kafka.send(StoryRecords.story(publication));
        awaitStatus(publication, "published");
        var during = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

        postgres.stop();
        try {
            during.forEach(each -> kafka.send(StoryRecords.story(each)));
            await().atMost(PATIENCE).until(() -> intake.health().getStatus().equals(Status.DOWN));
            assertThat(primary.health().getStatus()).isEqualTo(Status.DOWN);
        } finally {
            postgres.start();
        }

        during.forEach(each -> awaitStatus(each, "published"));
        during.forEach(each -> awaitEvents(each, 5));
        ready();
        assertThat(primary.health().getStatus()).isEqualTo(Status.UP);
        assertThat(kafka.records(RECEIPTS + ".dlt")).hasSize(before);
    }

    @Test
    void rows_that_a_policy_hides_are_no_poison_and_nothing_is_lost() {
        var superuser = new JdbcTemplate(postgres.superuser());
        var before = kafka.records(RECEIPTS + ".dlt").size();
        superuser.execute("ALTER TABLE status_projector.publication_event ENABLE ROW LEVEL SECURITY");
        try {
            kafka.send(StoryRecords.story(publication));
            await().atMost(PATIENCE).until(() -> intake.health().getStatus().equals(Status.DOWN));
            assertThat(intake.health().getDetails().toString()).contains("DATABASE_ROWS_HIDDEN");
            assertThat(primary.health().getDetails()).containsEntry("code", "DATABASE_ROWS_HIDDEN");
        } finally {
            superuser.execute("ALTER TABLE status_projector.publication_event DISABLE ROW LEVEL SECURITY");
        }

        awaitStatus(publication, "published");
        awaitEvents(publication, 5);
        ready();
        assertThat(primary.health().getStatus()).isEqualTo(Status.UP);
        assertThat(kafka.records(RECEIPTS + ".dlt")).hasSize(before);
    }

    @Test
    void records_gone_before_they_were_read_stop_the_listener_for_all_to_see() throws Exception {
        var receipts = listeners.getListenerContainer("receipts");
        receipts.stop();
        kafka.send(StoryRecords.story(publication));
        try {
            deleteRecords(RECEIPTS);
            receipts.start();

            await().atMost(PATIENCE).until(() -> !receipts.isRunning());

            assertThat(intake.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(intake.health().getDetails()).containsEntry("receipts", "stopped");
        } finally {
            readOnFrom(OffsetSpec.latest());
        }
    }

    private void deleteRecords(String topic) throws Exception {
        try (var admin = kafka.admin()) {
            var all = new HashMap<TopicPartition, RecordsToDelete>();
            for (int partition = 0; partition < 6; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }
}
