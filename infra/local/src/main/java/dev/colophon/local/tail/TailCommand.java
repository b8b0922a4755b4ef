package dev.colophon.local.tail;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.part.Parts;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the public events of all publications until it is stopped. Joins no group, so that it disturbs no subscriber. */
@Command(name = "tail", description = "Prints public events as they come (Ctrl-C ends it).")
public final class TailCommand implements Callable<Integer> {

    private static final String TOPIC = "publishing.events.v1";
    private static final Duration POLL = Duration.ofMillis(500);

    private final Terminal terminal = Terminal.ofProcess();

    @Option(names = "--from-beginning", description = "All that Kafka still holds first.")
    private boolean fromBeginning;

    @Override
    public Integer call() throws IOException {
        var home = Home.ofEnvironment();
        var kafka = Parts.of(home, Settings.of(home), Secrets.of(home)).kafka();
        try (var consumer = new KafkaConsumer<>(
                configuration(kafka.bootstrapServers()), new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(event -> terminal.out().println(EventLine.of(event)));
            }
        }
        return 0;
    }

    private static Map<String, Object> configuration(String bootstrapServers) {
        var configuration = new HashMap<String, Object>();
        configuration.put("bootstrap.servers", bootstrapServers);
        configuration.put("enable.auto.commit", false);
        configuration.put("default.api.timeout.ms", 15_000);
        return configuration;
    }
}
