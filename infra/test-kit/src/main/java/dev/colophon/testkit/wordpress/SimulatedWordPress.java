package dev.colophon.testkit.wordpress;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fake as a program, for machines that cannot have a real WordPress: {@code SimulatedWordPress HOME PORT [URL]}. It keeps
 * its posts in HOME and tells its passwords in {@code HOME/site.json}, in the form of the real one's. Its posts can be looked
 * at with a browser.
 */
public final class SimulatedWordPress {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedWordPress.class);

    private SimulatedWordPress() {}

    /** Serves until the process is told to stop. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2 || arguments.length > 3) {
            throw new IllegalArgumentException("usage: SimulatedWordPress HOME PORT [URL]");
        }
        Path home = Files.createDirectories(Path.of(arguments[0]));
        int port = Integer.parseInt(arguments[1]);
        URI url = URI.create(arguments.length == 3 ? arguments[2] : "http://127.0.0.1:" + port);
        try (FakeWordPress site = start(home, port, url)) {
            LOG.info("The simulated WordPress serves {}; its posts are kept in {}", site.url(), home);
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            stopped.await();
        }
    }

    static FakeWordPress start(Path home, int port, URI url) throws IOException {
        Path description = home.resolve("site.json");
        Map<String, String> passwords =
                Files.exists(description) ? passwordsIn(description) : FakeWordPress.newPasswords();
        FakeWordPress site = FakeWordPress.builder()
                .port(port)
                .url(url)
                .keptIn(home.resolve("posts.jsonl"))
                .passwords(passwords)
                .start();
        describe(description, url, passwords);
        return site;
    }

    private static Map<String, String> passwordsIn(Path description) throws IOException {
        var passwords = new HashMap<String, String>();
        JsonNode users =
                JsonMapper.shared().readTree(Files.readString(description)).path("users");
        users.properties()
                .forEach(user -> passwords.put(
                        user.getKey(),
                        user.getValue().path("applicationPassword").asString()));
        return passwords;
    }

    /** Renamed into place, and never readable for others. */
    private static void describe(Path description, URI url, Map<String, String> passwords) throws IOException {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("url", url.toString());
        ObjectNode users = json.putObject("users");
        passwords.forEach(
                (login, password) -> users.putObject(login).put("login", login).put("applicationPassword", password));
        json.put("version", "simulated").put("faults", true);
        Path draft = Files.createTempFile(
                description.toAbsolutePath().getParent(),
                "site",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, json.toPrettyString() + "\n");
        Files.move(draft, description, StandardCopyOption.ATOMIC_MOVE);
    }
}
