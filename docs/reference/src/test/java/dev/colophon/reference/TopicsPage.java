package dev.colophon.reference;

import static java.util.stream.Collectors.joining;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The text of docs/reference/topics.md. */
final class TopicsPage {

    private static final String HEAD = """
            # Topics

            Made from `infra/kafka/topics.json` and `users.json` by `docs/reference/make`; each build compares. What a record looks like is in the
            [contracts](../contracts/README.md#kafka-records). No topic holds a credential; requests hold whole stories, and a protected story's readers'
            password with them.

            | topic | what is in it | partitions | kept | written by | read by |
            |---|---|---|---|---|---|
            """;

    private TopicsPage() {}

    static String text() {
        List<Map<String, Object>> users = list("users.json", "users");
        return HEAD
                + list("topics.json", "topics").stream()
                        .map(topic -> row(topic, users))
                        .collect(joining());
    }

    private static String row(Map<String, Object> topic, List<Map<String, Object>> users) {
        var name = String.valueOf(topic.get("name"));
        return "| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        name,
                        topic.get("about"),
                        topic.get("partitions"),
                        kept(topic.get("config")),
                        who(users, "writes", name),
                        who(users, "reads", name));
    }

    private static String kept(@Nullable Object config) {
        if (!(config instanceof Map<?, ?> settings)) {
            return "";
        }
        if ("compact".equals(settings.get("cleanup.policy"))) {
            return "the latest of each key";
        }
        var time = Duration.ofMillis(Long.parseLong(String.valueOf(settings.get("retention.ms"))));
        return time.toDays() > 0 ? time.toDays() + " days" : time.toHours() + " h";
    }

    private static String who(List<Map<String, Object>> users, String right, String topic) {
        return users.stream()
                .filter(user -> user.get(right) instanceof List<?> topics && topics.contains(topic))
                .map(user -> String.valueOf(user.get("name")))
                .collect(joining(", "));
    }

    private static List<Map<String, Object>> list(String file, String key) {
        try {
            return new Yaml()
                    .<Map<String, List<Map<String, Object>>>>load(
                            Files.readString(RepositoryFiles.resolve("infra/kafka/" + file)))
                    .getOrDefault(key, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
