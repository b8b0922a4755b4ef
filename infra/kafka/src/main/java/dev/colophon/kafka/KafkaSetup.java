package dev.colophon.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar kafka-setup.jar}: makes what is missing of the declared topics, first offsets, users and rights, takes away rights
 * that nobody declares, and leaves the rest as it is. As often as one likes.
 *
 * <table>
 * <caption>Its environment</caption>
 * <tr><td>{@code COLOPHON_KAFKA_BOOTSTRAP_SERVERS}<td>where the brokers are
 * <tr><td>{@code COLOPHON_KAFKA_ADMIN_CONFIG}<td>file of an administrator's client properties, where the brokers ask who comes
 * <tr><td>{@code COLOPHON_KAFKA_REPLICAS}<td>of each new topic (1)
 * <tr><td>{@code COLOPHON_KAFKA_PASSWORDS}<td>folder with a file for each user that holds its password; without it no user is made
 * </table>
 */
public final class KafkaSetup {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private KafkaSetup() {}

    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), System.out, System.err));
    }

    /** @return the process's exit code: 0 done, 1 Kafka refused or does not answer, 2 the environment lacks something */
    public static int run(Map<String, String> environment, PrintStream out, PrintStream errors) {
        try (Admin admin = Admin.create(client(environment))) {
            Topics topics = Topics.declared();
            topics.make(admin, replicas(environment));
            out.println("topics: " + String.join(" ", topics.names()));
            Path passwords = passwords(environment);
            if (passwords != null) {
                Users users = Users.declared();
                users.make(admin, user -> password(passwords, user));
                out.println("users: " + String.join(" ", users.names()));
            }
            return DONE;
        } catch (IllegalArgumentException missing) {
            errors.println(missing.getMessage());
            return WRONG_USE;
        } catch (IllegalStateException | KafkaException refused) {
            errors.println(refused.getMessage());
            return FAILED;
        }
    }

    private static Properties client(Map<String, String> environment) {
        var client = new Properties();
        String file = environment.get("COLOPHON_KAFKA_ADMIN_CONFIG");
        if (file != null) {
            try (var in = Files.newBufferedReader(Path.of(file))) {
                client.load(in);
            } catch (IOException e) {
                throw new IllegalArgumentException("COLOPHON_KAFKA_ADMIN_CONFIG: cannot read " + file, e);
            }
        }
        String servers = environment.get("COLOPHON_KAFKA_BOOTSTRAP_SERVERS");
        if (servers == null || servers.isBlank()) {
            throw new IllegalArgumentException("COLOPHON_KAFKA_BOOTSTRAP_SERVERS is not set: host:port of the brokers");
        }
        client.setProperty("bootstrap.servers", servers);
        return client;
    }

    private static short replicas(Map<String, String> environment) {
        String replicas = environment.getOrDefault("COLOPHON_KAFKA_REPLICAS", "1");
        if (!replicas.matches("[1-9]")) {
            throw new IllegalArgumentException("COLOPHON_KAFKA_REPLICAS is a number from 1 to 9, not " + replicas);
        }
        return Short.parseShort(replicas);
    }

    private static @Nullable Path passwords(Map<String, String> environment) {
        String folder = environment.get("COLOPHON_KAFKA_PASSWORDS");
        return folder == null ? null : Path.of(folder);
    }

    private static String password(Path folder, String user) {
        Path file = folder.resolve(user);
        try {
            String password = Files.readString(file).strip();
            if (!password.matches("[A-Za-z0-9_-]{16,}")) {
                throw new IllegalArgumentException(
                        file
                                + ": a password has at least 16 letters, digits, - and _ (a service's configuration quotes it)");
            }
            return password;
        } catch (IOException e) {
            throw new IllegalArgumentException("COLOPHON_KAFKA_PASSWORDS: cannot read " + file, e);
        }
    }
}
