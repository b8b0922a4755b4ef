package dev.colophon.local.part;

import dev.colophon.testkit.wordpress.Account;
import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The process of the simulated WordPress: posts, accounts and passwords are kept in its folder. */
final class SimulatedWordPressMain {

    private static final JsonMapper JSON = new JsonMapper();

    private SimulatedWordPressMain() {}

    /** @param arguments the folder and the port */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var builder =
                FakeWordPress.builder().port(Integer.parseInt(arguments[1])).keptIn(folder.resolve("posts.json"));
        var known = passwords(folder);
        var site = (known.isEmpty() ? builder : builder.passwords(known)).start();
        describe(site, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(site::close));
    }

    private static Map<String, String> passwords(Path folder) throws IOException {
        var passwords = new HashMap<String, String>();
        if (Files.exists(folder.resolve("site.json"))) {
            JSON.readTree(Files.readString(folder.resolve("site.json")))
                    .path("users")
                    .forEach(user -> passwords.put(
                            user.path("login").asString(),
                            user.path("applicationPassword").asString()));
        }
        return passwords;
    }

    private static void describe(FakeWordPress site, Path folder) throws IOException {
        var description = JSON.createObjectNode().put("url", site.url().toString()).put("version", "simulated");
        var users = description.putObject("users");
        for (var account : List.of(
                site.administrator(), site.editor(), site.author(), site.contributor(), site.subscriber())) {
            users.set(account.login(), described(account));
        }
        var file = folder.resolve("site.json");
        if (!Files.exists(file)) {
            Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, JSON.writeValueAsString(description));
    }

    private static ObjectNode described(Account account) {
        return JSON.createObjectNode()
                .put("login", account.login())
                .put("applicationPassword", account.applicationPassword());
    }
}
