package dev.colophon.secrethunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.kafka.Topics;
import dev.colophon.testkit.kafka.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every record of every topic, its key and headers too.
 *
 * @param known what a request says, and so is found among them
 */
public record TopicRecords(KafkaServer kafka, String known) implements Place {

    @Override
    public void show(BiConsumer<String, String> eye) throws Exception {
        for (var topic : Topics.declared().names()) {
            var records = kafka.records(topic);
            records.forEach(record -> eye.accept("topic " + topic, text(record)));
            if (topic.equals("publishing.requests.v1")) {
                assertThat(records).anyMatch(record -> text(record).contains(known));
            }
        }
    }

    private static String text(ConsumerRecord<String, String> record) {
        var text = new StringBuilder().append(record.key()).append('\n').append(record.value());
        record.headers()
                .forEach(header -> text.append('\n')
                        .append(header.key())
                        .append(new String(header.value(), StandardCharsets.UTF_8)));
        return text.toString();
    }
}
