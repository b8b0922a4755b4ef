package dev.colophon.outboxrelay.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.outboxrelay.relay.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a position tells of Kafka: that there is more to read, that retention went past it, or that records were lost. */
class TopicReaderTest {

    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final TopicPartition ROWS = new TopicPartition("publishing.requests.v1", 0);
    private static final TopicPartition CANARIES = new TopicPartition(Topics.CANARY, 0);

    private final Kafka kafka = new Kafka();
    private final TopicReader reader = new TopicReader(kafka, ANSWER);

    /** A consumer whose position can fail as the real one's does while it is compared with a new leader's. */
    private static final class Kafka extends MockConsumer<@Nullable Void, @Nullable Void> {

        private @Nullable RuntimeException positionFails;

        Kafka() {
            super("none");
            var node = new Node(1, "127.0.0.1", 9092);
            for (var topic : Topics.all()) {
                updatePartitions(
                        topic, List.of(new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node})));
            }
            holds(0, 0);
        }

        /** All topics from here to there. */
        void holds(long beginning, long end) {
            updateBeginningOffsets(offsets(beginning));
            updateEndOffsets(offsets(end));
        }

        static Map<TopicPartition, Long> offsets(long offset) {
            return Topics.all().stream().collect(Collectors.toMap(topic -> new TopicPartition(topic, 0), _ -> offset));
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration timeout) {
            var failure = positionFails;
            if (failure != null) {
                throw failure;
            }
            return super.position(partition, timeout);
        }
    }

    private void readTo(long position) {
        kafka.holds(0, position);
        reader.refresh(Kafka.offsets(position));
    }

    @Test
    void all_is_read_where_the_position_is_the_end() {
        readTo(10);

        assertThat(reader.reached(reader.ends())).isTrue();
    }

    @Test
    void there_is_more_to_read_where_the_end_is_ahead() {
        readTo(10);
        kafka.holds(0, 11);

        assertThat(reader.reached(reader.ends())).isFalse();
    }

    @Test
    void an_end_before_the_position_is_a_loss_though_no_poll_has_told_of_it() {
        readTo(10);
        kafka.holds(0, 9);

        assertThatThrownBy(reader::ends)
                .isInstanceOf(RecordsLostException.class)
                .hasMessageContaining(ROWS.toString());
    }

    @Test
    void a_position_that_was_out_of_range_is_a_loss_though_the_end_has_gone_past_it_since() {
        readTo(10);
        kafka.holds(0, 15);
        kafka.setPollException(new OffsetOutOfRangeException(Map.of(ROWS, 10L)));

        assertThatThrownBy(() -> reader.poll(ANSWER)).isInstanceOf(RecordsLostException.class);
    }

    @Test
    void a_position_before_the_beginning_is_retention_and_what_is_left_is_read() {
        readTo(10);
        kafka.holds(12, 20);
        kafka.setPollException(new OffsetOutOfRangeException(Map.of(ROWS, 10L)));

        reader.poll(ANSWER);

        assertThat(kafka.position(ROWS, ANSWER)).isEqualTo(12);
    }

    @Test
    void what_a_new_leader_does_not_have_is_a_loss_whoever_is_told_of_it_first() {
        readTo(10);
        var truncated = new LogTruncationException(Map.of(ROWS, 10L), Map.of());
        kafka.setPollException(truncated);
        assertThatThrownBy(() -> reader.poll(ANSWER)).isInstanceOf(RecordsLostException.class);

        kafka.positionFails = truncated;
        assertThatThrownBy(reader::ends).isInstanceOf(RecordsLostException.class);
    }

    @Test
    void canaries_that_were_lost_are_no_loss_and_are_read_from_the_end_on() {
        readTo(10);
        var ends = new HashMap<>(Kafka.offsets(10));
        ends.put(CANARIES, 3L);
        kafka.updateEndOffsets(ends);

        assertThat(reader.reached(reader.ends())).isTrue();
        assertThat(kafka.position(CANARIES, ANSWER)).isEqualTo(3);
    }
}
