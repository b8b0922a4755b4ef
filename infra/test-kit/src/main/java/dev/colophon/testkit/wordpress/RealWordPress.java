package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.Command;
import dev.colophon.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real WordPress with its own database, provisioned by {@code infra/wordpress/wordpress} and failing on request (the header
 * {@code X-Fault}). Where it cannot be provisioned, starting it fails with the script's words: it is never left out.
 */
public final class RealWordPress implements WordPressUnderTest, AutoCloseable {

    private static final int PORT_TAKEN = 4;
    private static final int STARTS_MAX = 3;
    private static final int PER_PAGE = 100;
    private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(10);
    private static final Duration START_DEADLINE = Duration.ofMinutes(5);
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(30);

    private final Path home;
    private final int port;
    private final JsonNode description;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RealWordPress(Path home, int port) {
        this.home = home;
        this.port = port;
        this.description = description(home);
    }

    /** Installs and fetches what is missing, and starts a new site in the folder on a free port. */
    public static RealWordPress start(Path home) {
        run(INSTALL_DEADLINE, "install-packages");
        for (int attempt = 1; ; attempt++) {
            int port = FreePorts.next();
            Command.Outcome outcome = Command.tryRun(startCommand(home, port), START_DEADLINE);
            if (outcome.exitCode() == 0) {
                return new RealWordPress(home, port);
            }
            if (outcome.exitCode() != PORT_TAKEN || attempt == STARTS_MAX) {
                throw new IllegalStateException("no WordPress for the tests (exit code %d):%n%s"
                        .formatted(outcome.exitCode(), outcome.output()));
            }
        }
    }

    @Override
    public URI url() {
        return URI.create(description.path("url").asString());
    }

    @Override
    public Account administrator() {
        return account("admin");
    }

    @Override
    public Account editor() {
        return account("editor");
    }

    @Override
    public Account author() {
        return account("author");
    }

    @Override
    public Account contributor() {
        return account("contributor");
    }

    @Override
    public Account subscriber() {
        return account("subscriber");
    }

    @Override
    public List<PublicPost> publicPosts() {
        var all = new ArrayList<PublicPost>();
        for (PostType type : PostType.values()) {
            all.addAll(publicPosts(type));
        }
        all.sort(Comparator.comparingLong(PublicPost::id));
        return all;
    }

    @Override
    public List<Transition> transitions(long post) {
        var transitions = new ArrayList<Transition>();
        JsonNode fired = json(rest("/colophon-test/v1/transitions?post=" + post));
        fired.forEach(one -> transitions.add(new Transition(
                post,
                one.path("type").asString(),
                one.path("slug").asString(),
                one.path("old").asString(),
                one.path("new").asString(),
                Instant.parse(one.path("time").asString()))));
        return transitions;
    }

    /** Gives the site permalinks, or with {@code false} takes them away: REST answers at {@code /?rest_route=} only then. */
    public void permalinks(boolean pretty) {
        String structure = URLEncoder.encode(pretty ? "/%postname%/" : "", UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url() + "/?rest_route=/colophon-test/v1/permalinks&structure=" + structure))
                .POST(HttpRequest.BodyPublishers.noBody())
                .timeout(CALL_DEADLINE)
                .build();
        json(request);
    }

    /** Activates the companion plugin as an administrator does, or deactivates it; what it has on record stays. */
    public void companion(boolean active) {
        if (active) {
            installCompanion();
        }
        HttpRequest request = HttpRequest.newBuilder(rest("/wp/v2/plugins/colophon-companion/colophon-companion"))
                .header("Authorization", administrator().authorization())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"status\":\"%s\"}".formatted(active ? "active" : "inactive")))
                .timeout(CALL_DEADLINE)
                .build();
        json(request);
    }

    @Override
    public void hide(String... fields) {
        HttpRequest request = HttpRequest.newBuilder(
                        rest("/colophon-test/v1/hidden?fields=" + String.join(",", fields)))
                .POST(HttpRequest.BodyPublishers.noBody())
                .timeout(CALL_DEADLINE)
                .build();
        json(request);
    }

    /** A file stands where WordPress wants a folder: rights alone would not stop a site that runs as root. */
    @Override
    public void keepsUploads(boolean keeps) {
        Path uploads = folder().resolve("wp-content/uploads");
        Path aside = folder().resolve("wp-content/uploads-aside");
        try {
            if (keeps && Files.exists(aside)) {
                Files.delete(uploads);
                Files.move(aside, uploads);
            } else if (!keeps && Files.notExists(aside)) {
                Files.move(uploads, aside);
                Files.createFile(uploads);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of uploads could not be moved", e);
        }
    }

    /** The folder that the site serves. */
    Path folder() {
        return home.resolve("site");
    }

    /** Unpacks the companion plugin's zip at the site, as an administrator's upload does; it is not active by that. */
    public void installCompanion() {
        try {
            CompanionZip.unpackInto(folder().resolve("wp-content/plugins"));
        } catch (IOException e) {
            throw new UncheckedIOException("the companion plugin could not be unpacked", e);
        }
    }

    /** Replaces workers that a fault has killed: PHP's own server never does. */
    public void heal() {
        Command.run(startCommand(home, port), START_DEADLINE);
    }

    /** Stops the site; its folder stays. */
    @Override
    public void close() {
        run(START_DEADLINE, "stop", home.toString());
    }

    static String script() {
        return RepositoryFiles.resolve("infra/wordpress/wordpress").toString();
    }

    private List<PublicPost> publicPosts(PostType type) {
        var posts = new ArrayList<PublicPost>();
        for (int offset = 0; ; offset += PER_PAGE) {
            JsonNode json = json(rest("/wp/v2/%s?context=edit&orderby=id&order=asc&per_page=%d&offset=%d&_fields=%s"
                    .formatted(type.route(), PER_PAGE, offset, URLEncoder.encode("id,slug,link,title.raw", UTF_8))));
            Instant now = Instant.now();
            json.forEach(post -> posts.add(new PublicPost(
                    post.path("id").asLong(),
                    type.code(),
                    post.path("title").path("raw").asString(),
                    post.path("slug").asString(),
                    post.path("link").asString(),
                    now)));
            if (json.size() < PER_PAGE) {
                return posts;
            }
        }
    }

    private JsonNode json(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", editor().authorization())
                .timeout(CALL_DEADLINE)
                .build();
        return json(request);
    }

    private JsonNode json(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("%d from %s".formatted(response.statusCode(), request.uri()));
            }
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    private Account account(String login) {
        JsonNode user = description.path("users").path(login);
        return new Account(
                user.path("login").asString(), user.path("applicationPassword").asString());
    }

    private static void run(Duration deadline, String... arguments) {
        var command = new ArrayList<>(List.of(script()));
        command.addAll(List.of(arguments));
        Command.run(command, deadline);
    }

    private static List<String> startCommand(Path home, int port) {
        return List.of(
                script(),
                "start",
                home.toString(),
                "--dist",
                distribution().toString(),
                "--port",
                Integer.toString(port),
                "--faults");
    }

    /** Shared by all checkouts of this user, since it takes minutes to fetch on a slow line. */
    private static Path distribution() {
        Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return cache.resolve("colophon").resolve("wordpress");
    }

    private static JsonNode description(Path home) {
        try {
            return JsonMapper.shared().readTree(Files.readString(home.resolve("site.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("the site in " + home + " does not describe itself", e);
        }
    }
}
