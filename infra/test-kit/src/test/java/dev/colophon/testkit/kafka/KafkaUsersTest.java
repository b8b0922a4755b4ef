package dev.colophon.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.kafka.Answers;
import dev.colophon.kafka.Topics;
import dev.colophon.kafka.Users;
import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each user of infra/kafka/users.json can do is tried at a real broker, topic by topic: this table is the promise, not that file. */
class KafkaUsersTest {

    private static final String PASSWORD = "for-this-test-only";
    private static final int ANSWER_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(ANSWER_SECONDS);

    private static final Map<String, String> SAMPLES = Map.of(
            "requests", "requests/publication-requested.json",
            "receipts", "receipts/published.json",
            "events", "events/published.json",
            "status", "status/published.json",
            "integrity", "integrity/violated.json");

    @TempDir
    private static Path folder;

    private static KafkaServer server;

    @BeforeAll
    static void start() {
        Guardian.killAndRemove(folder.resolve("kafka.pid"), "KILL", folder);
        server = new KafkaServer(KafkaSettings.in(folder, 0).withUsers(FreePorts.next()));
        server.start().makeTopics().makeUsers(PASSWORD);
        try (Admin admin = server.admin()) {
            // The controller's yes comes before the broker knows of it; the rights come last, and all at once.
            await().atMost(PATIENCE).until(() -> !rights(admin).isEmpty());
        }
        Topics.declared().names().forEach(topic -> server.send(topic, "key", "{}", Map.of()));
    }

    @AfterAll
    static void stop() {
        server.kill();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outbox-relay        | requests receipts events status integrity canary
            publish-api         | events.dlt
            wordpress-publisher | requests.dlt
            status-projector    | requests.dlt receipts.dlt
            subscriber          | ''
            kafka-ui            | ''
            """)
    void a_user_writes_to_its_own_topics_and_is_refused_by_every_other(String user, String topics) {
        var settings = bounded(user);
        // Else a user without any right to write is refused once, and its producer says nothing more of it.
        settings.put("enable.idempotence", false);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var written = new TreeSet<String>();
            for (String topic : Topics.declared().names()) {
                if (allowed(() -> producer.send(new ProducerRecord<>(topic, "key", "{}"))
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS))) {
                    written.add(topic);
                }
            }
            assertThat(written).isEqualTo(named(topics));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outbox-relay        | requests receipts events status integrity canary
            publish-api         | events events.dlt
            wordpress-publisher | requests requests.dlt
            status-projector    | requests receipts requests.dlt receipts.dlt
            subscriber          | events status integrity
            kafka-ui            | requests receipts events status integrity canary requests.dlt receipts.dlt events.dlt
            """)
    void a_user_reads_its_own_topics_and_is_refused_by_every_other(String user, String topics) {
        var read = new TreeSet<String>();
        for (String topic : Topics.declared().names()) {
            if (allowed(() -> readOne(user, topic))) {
                read.add(topic);
            }
        }
        assertThat(read).isEqualTo(named(topics));
    }

    @Test
    void a_subscriber_joins_groups_of_its_prefix_and_never_a_services_own() {
        assertThat(allowed(() -> join("subscriber", "subscriber-newsletter"))).isTrue();
        assertThatThrownBy(() -> join("subscriber", "publish-api")).isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void nobody_but_the_operator_makes_or_removes_a_topic() {
        for (String user : Users.declared().names()) {
            try (Admin admin = Admin.create(bounded(user))) {
                assertThat(allowed(() -> admin.createTopics(List.of(new NewTopic("publishing.mine", 1, (short) 1)))
                                .all()
                                .get(ANSWER_SECONDS, TimeUnit.SECONDS)))
                        .as(user)
                        .isFalse();
                assertThat(allowed(() -> admin.deleteTopics(List.of("publishing.canary.v1"))
                                .all()
                                .get(ANSWER_SECONDS, TimeUnit.SECONDS)))
                        .as(user)
                        .isFalse();
            }
        }
    }

    @Test
    void a_wrong_password_and_an_unknown_user_are_refused() {
        for (Map<String, Object> client :
                List.of(server.clientOf("outbox-relay", "guessed"), server.clientOf("nobody", PASSWORD))) {
            try (Admin admin = Admin.create(client)) {
                assertThatThrownBy(() -> admin.describeCluster().clusterId().get(ANSWER_SECONDS, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    @Test
    void a_right_that_nobody_declares_any_more_is_taken_away() {
        server.makeUsers(PASSWORD);
        try (Admin admin = server.admin()) {
            var declared = rights(admin);
            var stale = declared.iterator().next();
            var foreign = new AclBinding(
                    stale.pattern(),
                    new AccessControlEntry("User:former", "*", AclOperation.ALL, AclPermissionType.ALLOW));
            Answers.of(admin.createAcls(List.of(foreign)).all());
            // The controller's yes comes before the broker knows of it.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rights(admin)).contains(foreign));

            server.makeUsers(PASSWORD);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rights(admin)).containsExactlyInAnyOrderElementsOf(declared));
        }
    }

    private static Collection<AclBinding> rights(Admin admin) {
        return Answers.of(admin.describeAcls(AclBindingFilter.ANY).values());
    }

    /** Whatever a person must see in Kafka UI, asked as its user: topics, their settings, groups and lag. */
    @Test
    void kafka_ui_reads_topics_settings_groups_and_lag_and_changes_nothing() throws Exception {
        try (Admin admin = Admin.create(bounded("kafka-ui"))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topics.declared().names());
            var status = new ConfigResource(ConfigResource.Type.TOPIC, "publishing.status.v1");
            assertThat(admin.describeConfigs(List.of(status)).all().get().values())
                    .singleElement()
                    .extracting(config -> config.get("cleanup.policy").value())
                    .isEqualTo("compact");
            var topics = Topics.declared().names().stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList();
            assertThat(admin.describeConfigs(topics).all().get())
                    .hasSameSizeAs(topics)
                    .allSatisfy((topic, config) -> assertThat(
                                    config.get("cleanup.policy").value())
                            .as(topic.name())
                            .isIn("delete", "compact"));
            assertThat(admin.listGroups().all().get())
                    .extracting(group -> group.groupId())
                    .contains("wordpress-publisher", "status-projector", "publish-api");
            var committed = admin.listConsumerGroupOffsets("wordpress-publisher")
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = new HashMap<TopicPartition, OffsetSpec>();
            committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
            long written = admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
            long read = committed.values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
            assertThat(written - read).as("lag").isPositive();
            assertThatThrownBy(() -> admin.deleteConsumerGroups(List.of("publish-api"))
                            .all()
                            .get())
                    .hasCauseInstanceOf(GroupAuthorizationException.class);
            assertThatThrownBy(() -> admin.incrementalAlterConfigs(Map.of(
                                    status,
                                    List.of(new AlterConfigOp(
                                            new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))))
                            .all()
                            .get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    /** Key, value and headers of each topic, as the contracts' samples have them, through an independent consumer. */
    @Test
    void kafka_ui_reads_whole_records_of_every_topic() throws IOException {
        for (String topic : Topics.declared().names()) {
            var value = sampleOf(topic);
            server.send(topic, "a-publication", value, Map.of("ce_type", "what"));

            assertThat(records("kafka-ui", topic)).as(topic).contains("a-publication " + value + " what");
        }
    }

    private static String sampleOf(String topic) throws IOException {
        for (var sample : SAMPLES.entrySet()) {
            if (topic.contains("." + sample.getKey() + ".")) {
                return Files.readString(RepositoryFiles.resolve("docs/contracts/samples/" + sample.getValue()));
            }
        }
        return "{\"in\":\"" + topic + "\"}";
    }

    private static List<String> records(String user, String topic) {
        try (var reader = consumer(user, null)) {
            var partitions = partitions(reader, topic);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            var found = new ArrayList<String>();
            var ends = reader.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> reader.position(partition) < ends.getOrDefault(partition, 0L))) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> {
                    var type = record.headers().lastHeader("ce_type");
                    found.add(record.key() + " " + record.value() + " "
                            + (type == null ? "" : new String(type.value(), StandardCharsets.UTF_8)));
                });
            }
            return found;
        }
    }

    private static void readOne(String user, String topic) {
        try (var consumer = consumer(user, null)) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().noneMatch(partition -> consumer.position(partition) > 0)) {
                assertThat(ends.values()).as("something to read in %s", topic).anyMatch(end -> end > 0);
                consumer.poll(Duration.ofMillis(200));
            }
        }
    }

    private static void join(String user, String group) {
        try (var consumer = consumer(user, group)) {
            consumer.subscribe(List.of("publishing.events.v1"));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(Duration.ofMillis(200));
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static KafkaConsumer<String, String> consumer(String user, @Nullable String group) {
        var settings = bounded(user);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        if (group != null) {
            settings.put("group.id", group);
        }
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static Map<String, Object> bounded(String user) {
        var settings = new HashMap<>(server.clientOf(user, PASSWORD));
        settings.put("request.timeout.ms", 10_000);
        return settings;
    }

    /** Whether it is done, or refused for want of a right; anything else that goes wrong fails the test. */
    private static boolean allowed(Attempt attempt) {
        try {
            attempt.make();
            return true;
        } catch (AuthorizationException refused) {
            return false;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            return false;
        } catch (Exception e) {
            throw new AssertionError("neither done nor refused", e);
        }
    }

    private static Set<String> named(String topics) {
        var names = new TreeSet<String>();
        for (String word : topics.isBlank() ? new String[0] : topics.split(" ")) {
            names.add(
                    word.endsWith(".dlt")
                            ? "publishing.%s.v1.dlt".formatted(word.substring(0, word.length() - 4))
                            : "publishing.%s.v1".formatted(word));
        }
        return names;
    }

    private interface Attempt {
        void make() throws Exception;
    }
}
