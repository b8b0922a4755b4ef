package dev.colophon.statusprojector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** From Kafka into the tables, where what comes again changes nothing. */
@NullUnmarked
class PipelineTest extends ReadingTest {

    @Test
    void requests_and_receipts_become_a_status_and_a_timeline() {
        kafka.send(StoryRecords.story(publication));

        // The two topics are read side by side: the receipts may make it published before the request is there.
        awaitEvents(publication, 5);
        awaitStatus(publication, "published");

        assertThat(database.queryForList(
                        "SELECT DISTINCT traceparent FROM outbox WHERE message_key = ?",
                        String.class,
                        publication.toString()))
                .containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(database.queryForObject("""
                        SELECT origin_at BETWEEN recorded_at - interval '10 minutes' AND recorded_at FROM publication_event
                         WHERE publication_id = ? AND source = 'request'
                        """, Boolean.class, publication))
                .as("when Kafka got it is kept")
                .isTrue();
    }

    @Test
    void what_comes_again_and_in_another_order_changes_nothing() {
        kafka.send(StoryRecords.story(publication));
        awaitStatus(publication, "published");
        awaitEvents(publication, 5);
        var told = told(publication);

        var again = new ArrayList<>(StoryRecords.story(publication));
        again.addAll(StoryRecords.story(publication));
        Collections.shuffle(again, new Random(7));
        kafka.send(again);
        var next = UUID.randomUUID();
        flush(next);

        assertThat(countOfEvents(publication)).isEqualTo(5);
        assertThat(told(publication)).isEqualTo(told);
    }

    /** As after a kill between the database's commit and Kafka's: the same records are read once more. */
    @Test
    void records_read_again_after_a_lost_offset_commit_change_nothing() throws Exception {
        kafka.send(StoryRecords.story(publication));
        awaitEvents(publication, 5);
        var told = told(publication);
        var known = database.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        var everything = toldOfAllKnownAt(known);

        readOnFrom(OffsetSpec.earliest());
        flush(UUID.randomUUID());

        assertThat(told(publication)).isEqualTo(told);
        assertThat(toldOfAllKnownAt(known)).isEqualTo(everything);
    }

    /** Of what was in the log then: other tests' records are read again too, and are new where a class has emptied the tables since. */
    private long toldOfAllKnownAt(OffsetDateTime then) {
        return database.queryForObject("""
                SELECT count(*) FROM outbox WHERE message_key IN
                  (SELECT publication_id::text FROM publication_event WHERE recorded_at <= ?)
                """, Long.class, then);
    }

    /** Something behind everything sent so far, in every partition: when it is projected, so is the rest. */
    private void flush(UUID last) {
        var all = new ArrayList<ProducerRecord<String, String>>();
        all.add(StoryRecords.request(last));
        kafka.send(all);
        awaitEvents(last, 1);
        await().atMost(PATIENCE).until(new GroupOffsets(kafka)::nothingIsLeft);
    }

    private List<Map<String, Object>> told(UUID of) {
        return database.queryForList(
                "SELECT id, topic, sequence, payload FROM outbox WHERE message_key = ? ORDER BY topic, sequence",
                of.toString());
    }
}
