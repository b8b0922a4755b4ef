package dev.colophon.statusprojector.receive;

import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaServer;
import java.util.HashMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.NullUnmarked;

/** How far the projector has read, as Kafka keeps it. */
@NullUnmarked
final class GroupOffsets {

    private static final String GROUP = "status-projector";

    private final KafkaServer kafka;

    GroupOffsets(KafkaServer kafka) {
        this.kafka = kafka;
    }

    /** Refused as long as the group has members. */
    void move(OffsetSpec where) {
        try (var admin = kafka.admin()) {
            await().atMost(ReadingTest.PATIENCE).ignoreExceptions().until(() -> {
                var group = admin.listConsumerGroupOffsets(GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get();
                var specs = new HashMap<TopicPartition, OffsetSpec>();
                group.keySet().forEach(partition -> specs.put(partition, where));
                var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
                admin.listOffsets(specs)
                        .all()
                        .get()
                        .forEach((partition, at) -> offsets.put(partition, new OffsetAndMetadata(at.offset())));
                admin.alterConsumerGroupOffsets(GROUP, offsets).all().get();
                return true;
            });
        }
    }

    boolean nothingIsLeft() throws Exception {
        try (var admin = kafka.admin()) {
            var committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var wanted = new HashMap<TopicPartition, OffsetSpec>();
            committed.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
            var ends = admin.listOffsets(wanted).all().get();
            return committed.entrySet().stream()
                    .allMatch(entry -> entry.getValue().offset()
                            == ends.get(entry.getKey()).offset());
        }
    }
}
