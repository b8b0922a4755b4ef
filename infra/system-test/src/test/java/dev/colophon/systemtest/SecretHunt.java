package dev.colophon.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.kafka.Topics;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

/** Looks for every secret of a home wherever none may be: in all logs and in every record of every topic. */
record SecretHunt(LocalRun run) {

    /** @return which secret is where; no secret itself */
    List<String> leaks() throws IOException {
        var secrets = secrets();
        var leaks = new ArrayList<String>();
        for (var log : logs()) {
            var text = Files.readString(log, StandardCharsets.ISO_8859_1);
            search(log.toString(), text, secrets, leaks);
        }
        searchTopics(secrets, leaks);
        return leaks;
    }

    private Map<String, String> secrets() throws IOException {
        var known = Secrets.of(run.home());
        var secrets = new LinkedHashMap<String, String>();
        secrets.put("database password", known.databasePassword());
        secrets.put("admin key", known.adminKey());
        secrets.put("Kafka password", Objects.requireNonNull(known.kafkaPassword()));
        secrets.put("client key", Objects.requireNonNull(known.clientKey()));
        secrets.put("site keyset", known.siteKeyset());
        new JsonMapper()
                .readTree(Files.readString(run.parts().wordpress().siteFile()))
                .path("users")
                .forEach(user -> {
                    var password = user.path("applicationPassword").asString();
                    secrets.put("application password of " + user.path("login").asString(), password);
                    secrets.put(
                            "application password, without blanks, of "
                                    + user.path("login").asString(),
                            password.replace(" ", ""));
                });
        assertThat(secrets.values()).allMatch(secret -> secret.length() >= 16);
        return secrets;
    }

    private List<Path> logs() throws IOException {
        try (var files = Files.walk(run.home().root())) {
            var logs = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(log|err|out)(\\.\\d+)?"))
                    .toList();
            assertThat(logs).as("a hunt in no logs proves nothing").hasSizeGreaterThan(5);
            return logs;
        }
    }

    private void searchTopics(Map<String, String> secrets, List<String> leaks) throws IOException {
        var kafka = new KafkaServer(
                KafkaSettings.in(run.home().data("kafka"), run.settings().port(Listener.KAFKA)));
        for (var topic : Topics.declared().names()) {
            var records = kafka.records(topic);
            records.forEach(record -> search(topic, text(record), secrets, leaks));
            if (topic.equals("publishing.requests.v1")) {
                // The hunt sees what is there: a story's title is found where it must be.
                assertThat(records).anyMatch(record -> text(record).contains("Batch publish-api no 1 "));
            }
        }
    }

    private static void search(String where, String text, Map<String, String> secrets, List<String> leaks) {
        secrets.forEach((name, secret) -> {
            if (text.contains(secret)) {
                leaks.add("%s in %s".formatted(name, where));
            }
        });
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
