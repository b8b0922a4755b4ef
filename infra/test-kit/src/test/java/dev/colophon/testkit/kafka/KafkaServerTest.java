package dev.colophon.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaServerTest {

    private static final String REQUESTS = "publishing.requests.v1";

    private final KafkaServer server;

    KafkaServerTest(KafkaServer server) {
        this.server = server;
    }

    @Test
    void every_declared_topic_is_made_with_its_partitions_and_settings() throws Exception {
        try (Admin admin = server.admin()) {
            var status = new ConfigResource(ConfigResource.Type.TOPIC, "publishing.status.v1");

            assertThat(admin.listTopics().names().get())
                    .containsAll(Topics.declared().names());
            assertThat(admin.describeTopics(List.of(REQUESTS))
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(6));
            assertThat(admin.describeConfigs(List.of(status)).all().get().values())
                    .singleElement()
                    .extracting(config -> config.get("cleanup.policy").value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void a_group_starts_at_the_beginning_and_keeps_the_offsets_that_it_has() throws Exception {
        server.recreateTopics();
        try (Admin admin = server.admin()) {
            assertThat(offsets(admin, "status-projector"))
                    .hasSize(12)
                    .allSatisfy(
                            (partition, offset) -> assertThat(offset.offset()).isZero());
            TopicPartition first = new TopicPartition(REQUESTS, 0);
            admin.alterConsumerGroupOffsets("status-projector", Map.of(first, new OffsetAndMetadata(7)))
                    .all()
                    .get();

            server.makeTopics();

            assertThat(offsets(admin, "status-projector").get(first)).isEqualTo(new OffsetAndMetadata(7));
        }
        server.recreateTopics();
    }

    @Test
    void another_number_of_partitions_is_reported_and_left_alone() {
        Topics other = new Topics(List.of(new Topics.Topic(REQUESTS, "", 7, Map.of(), List.of())));

        try (Admin admin = server.admin()) {
            assertThatThrownBy(() -> other.make(admin, (short) 1))
                    .hasMessageContaining("has 6 partitions where 7 are declared");
        }
    }

    @Test
    void records_survive_a_kill_and_a_clean_stop() {
        server.recreateTopics();
        server.send(REQUESTS, "a", "{\"n\":1}", Map.of("ce_id", "one"));

        server.kill();
        assertThat(server.isRunning()).isFalse();
        server.start();
        server.send(REQUESTS, "a", "{\"n\":2}", Map.of("ce_id", "two"));
        server.restart();

        assertThat(server.records(REQUESTS))
                .extracting(ConsumerRecord::value)
                .containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(server.records(REQUESTS))
                .extracting(record ->
                        new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .containsExactly("one", "two");
    }

    @Test
    void a_second_object_on_the_same_folder_finds_the_running_broker() {
        KafkaServer other = new KafkaServer(KafkaSettings.in(server.folder(), 0)).start();

        assertThat(other.port()).isEqualTo(server.port());
    }

    @Test
    void an_unknown_topic_is_refused_rather_than_made() {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", server.bootstrapServers(), "max.block.ms", 1_500);
        try (var producer = new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.partitionsFor("publishing.requets.v1"))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }
}
