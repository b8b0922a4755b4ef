package dev.colophon.localtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.local.Main;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.part.Parts;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local run in a home of its own, driven by the commands that a person types, each as a process. */
final class LocalRun {

    private static final Duration UP_DEADLINE = Duration.ofMinutes(15);
    private static final int PORT_BLOCK_ATTEMPTS_MAX = 200;

    /** Below those of {@link FreePorts}, from which the run's Kafka draws one while its services do not listen yet. */
    private static final int PORT_BLOCK_MIN = 10_000;

    private static final int PORT_BLOCK_MAX = 14_900;

    private final Path folder;
    private final Home home;

    LocalRun(Path folder) {
        this.folder = folder;
        this.home = new Home(folder.resolve("home"));
    }

    Home home() {
        return home;
    }

    Settings settings() throws IOException {
        return Settings.of(home);
    }

    Parts parts() throws IOException {
        return Parts.of(home, settings(), Secrets.of(home));
    }

    String wordpress() throws IOException {
        return "http://127.0.0.1:" + settings().port(Listener.WORDPRESS);
    }

    void up(String... options) throws IOException, InterruptedException {
        var end = start(concat("up", options)).join(UP_DEADLINE);
        assertThat(end.exitCode()).as("infra/local/up: " + end.errors()).isZero();
    }

    void down() throws IOException, InterruptedException {
        var end = start(List.of("down")).join(UP_DEADLINE);
        assertThat(end.exitCode()).as("infra/local/down: " + end.errors()).isZero();
    }

    /** @return while the stories are on their way */
    Running publish(List<Path> files, Duration timeout) throws IOException {
        return publish(files, timeout, List.of());
    }

    Running publish(List<Path> files, Duration timeout, List<String> options) throws IOException {
        var arguments = new ArrayList<>(List.of("publish", "--json", "--timeout", timeout.toSeconds() + "s"));
        arguments.addAll(options);
        files.forEach(file -> arguments.add(file.toString()));
        return start(arguments);
    }

    /** A walk over the site that changes nothing. */
    End reconcile(Duration deadline) throws IOException, InterruptedException {
        return start(List.of("reconcile")).join(deadline);
    }

    private Running start(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.smallServer(256));
        command.addAll(List.of(
                "-Dlogback.configurationFile=dev/colophon/local/logback.xml",
                "-cp",
                JavaCommand.classPath(),
                Main.class.getName()));
        command.addAll(arguments);
        var output = Files.createTempFile(folder, arguments.getFirst(), ".out");
        var errors = Files.createTempFile(folder, arguments.getFirst(), ".err");
        var builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("COLOPHON_HOME", home.root().toString());
        return new Running(builder.start(), output, errors);
    }

    /** A command under way. */
    record Running(Process process, Path output, Path errors) {

        boolean isUnderWay() {
            return process.isAlive();
        }

        End join(Duration deadline) throws IOException, InterruptedException {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not done within " + deadline + ": " + Files.readString(errors));
            }
            return new End(process.exitValue(), Files.readString(output), Files.readString(errors));
        }
    }

    /** How a command ended. */
    record End(int exitCode, String output, String errors) {

        /** What {@code publish --json} told of each story. */
        List<JsonNode> outcomes() {
            return new JsonMapper()
                    .readTree(output)
                    .path("outcomes")
                    .valueStream()
                    .toList();
        }
    }

    /** First of a block of ports that are all free now. */
    static int freePortBlock() {
        var size = Listener.values().length;
        for (var attempt = 0; attempt < PORT_BLOCK_ATTEMPTS_MAX; attempt++) {
            var base = ThreadLocalRandom.current().nextInt(PORT_BLOCK_MIN, PORT_BLOCK_MAX);
            if (IntStream.range(base, base + size).allMatch(FreePorts::isFree)) {
                return base;
            }
        }
        throw new IllegalStateException("no block of %d free ports".formatted(size));
    }

    private static List<String> concat(String first, String... rest) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all;
    }
}
