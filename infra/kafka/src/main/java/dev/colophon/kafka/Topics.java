package dev.colophon.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/**
 * The topics that the pipeline needs, as infra/kafka/topics.json declares them. Each declared group starts at the
 * beginning of its topics: the services' consumers refuse to guess (auto.offset.reset=none), so the first offsets are
 * set here, and only where a group has none.
 */
public final class Topics {

    private final List<Topic> topics;

    /** Of a declaration that is not this module's own. */
    public Topics(List<Topic> topics) {
        this.topics = List.copyOf(topics);
    }

    public static Topics declared() {
        return new Topics(Declared.read("topics.json", Declaration.class).topics());
    }

    public List<String> names() {
        return topics.stream().map(Topic::name).toList();
    }

    /**
     * Makes what is missing and leaves the rest as it is.
     *
     * @throws IllegalStateException where a topic exists with another number of partitions: its keys lie elsewhere
     */
    public void make(Admin admin, short replicas) {
        Set<String> present = present(admin);
        requirePartitions(admin, present);
        Answers.of(admin.createTopics(topics.stream()
                        .filter(topic -> !present.contains(topic.name()))
                        .map(topic -> topic.asNew(replicas))
                        .toList())
                .all());
        // The controller has answered; the broker learns of its topics a moment later.
        Awaiting.until("topics served", () -> allServed(admin));
        groups().forEach(group -> setFirstOffsets(admin, group));
    }

    /** Deletes and makes again. */
    public void recreate(Admin admin, short replicas) {
        forgetGroups(admin);
        Answers.of(admin.deleteTopics(present(admin)).all());
        Awaiting.until("topics gone", () -> present(admin).isEmpty());
        make(admin, replicas);
    }

    private Set<String> present(Admin admin) {
        Set<String> present = new HashSet<>(Answers.of(admin.listTopics().names()));
        present.retainAll(names());
        return present;
    }

    private boolean allServed(Admin admin) {
        return present(admin).size() == topics.size()
                && Answers.of(admin.describeTopics(names()).allTopicNames()).values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.leader() != null);
    }

    private void requirePartitions(Admin admin, Set<String> present) {
        var descriptions = Answers.of(admin.describeTopics(present).allTopicNames());
        for (Topic topic : topics) {
            var description = descriptions.get(topic.name());
            if (description != null && description.partitions().size() != topic.partitions()) {
                throw new IllegalStateException("topic %s has %d partitions where %d are declared"
                        .formatted(topic.name(), description.partitions().size(), topic.partitions()));
            }
        }
    }

    private void setFirstOffsets(Admin admin, String group) {
        Set<TopicPartition> known =
                Answers.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        Map<TopicPartition, OffsetSpec> missing = partitionsOf(group)
                .filter(partition -> !known.contains(partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.earliest()));
        if (missing.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
        Answers.of(admin.listOffsets(missing).all())
                .forEach((partition, found) -> first.put(partition, new OffsetAndMetadata(found.offset())));
        Answers.of(admin.alterConsumerGroupOffsets(group, first).all());
    }

    private void forgetGroups(Admin admin) {
        var deletions = admin.deleteConsumerGroups(groups().toList()).deletedGroups();
        deletions.forEach((group, deletion) -> {
            try {
                Answers.of(deletion);
            } catch (IllegalStateException e) {
                if (e.getCause() instanceof GroupNotEmptyException) {
                    throw new IllegalStateException("a consumer of group " + group + " still runs: stop it first", e);
                }
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
        });
    }

    private Stream<String> groups() {
        return topics.stream().flatMap(topic -> topic.groups().stream()).distinct();
    }

    private Stream<TopicPartition> partitionsOf(String group) {
        return topics.stream()
                .filter(topic -> topic.groups().contains(group))
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)));
    }

    record Declaration(List<Topic> topics) {}

    /**
     * One of them.
     *
     * @param about for the person who meets it in a viewer
     * @param config as Kafka names its settings
     * @param groups that begin at its beginning
     */
    public record Topic(String name, String about, int partitions, Map<String, String> config, List<String> groups) {

        public Topic {
            if (name.isBlank() || partitions < 1) {
                throw new IllegalArgumentException("a topic needs a name and at least one partition: " + name);
            }
            config = Map.copyOf(config);
            groups = List.copyOf(groups);
        }

        NewTopic asNew(short replicas) {
            return new NewTopic(name, partitions, replicas).configs(config);
        }
    }
}
