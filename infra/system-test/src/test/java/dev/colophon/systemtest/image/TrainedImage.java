package dev.colophon.systemtest.image;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.JavaCommand;
import dev.colophon.testkit.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * A service as its container image holds it: its jar, its libraries, and the ahead-of-time cache (JEP 514) that {@code infra/compose/train}
 * makes of them without database and Kafka. Made once for a build; what the tests start from it is ready much sooner.
 */
public final class TrainedImage {

    private static final long PATIENCE_SECONDS = 600;
    private static final ConcurrentMap<String, TrainedImage> MADE = new ConcurrentHashMap<>();

    private final Path folder;
    private final Path built;

    private TrainedImage(String service) {
        this.folder = RepositoryFiles.resolve("infra/system-test").resolve("target/images/" + service);
        this.built = ServiceProcess.jarOf(service);
    }

    /**
     * @param service by the name of its module
     * @throws IllegalStateException with all that its training said, where no cache came of it
     */
    public static TrainedImage of(String service) {
        return MADE.computeIfAbsent(service, name -> {
            var image = new TrainedImage(name);
            try (var _ = image.lock()) {
                if (!image.isCurrent()) {
                    image.make();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("no image of " + name, e);
            }
            return image;
        });
    }

    public Path jar() {
        return folder.resolve("app.jar");
    }

    /** Options of a small JVM that takes the cache, where it fits. */
    public List<String> javaOptions(int heapMegabytesMax) {
        List<String> options = new ArrayList<>(JavaCommand.smallServer(heapMegabytesMax));
        options.add("-XX:AOTCache=" + cache());
        return options;
    }

    Path cache() {
        return folder.resolve("app.aot");
    }

    /** Against another JVM of the same tree, which waits for the first one's. */
    private FileChannel lock() throws IOException {
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    private boolean isCurrent() throws IOException {
        return Files.exists(cache())
                && Files.exists(mark())
                && Files.readString(mark()).equals(ingredients())
                && Files.mismatch(built, jar()) == -1;
    }

    /** Of all of these but the jar, which is compared itself: a cache serves only the JVM that made it and the files it was made of. */
    private String ingredients() throws IOException {
        var all = new StringBuilder(System.getProperty("java.home") + " " + System.getProperty("java.vm.version"));
        for (var script : List.of("infra/compose/train", "infra/compose/java-options")) {
            all.append('\n').append(Files.readString(RepositoryFiles.resolve(script)));
        }
        try (var libraries = Files.list(built.resolveSibling("lib"))) {
            for (var library : libraries.sorted().toList()) {
                all.append('\n').append(library).append(' ').append(Files.getLastModifiedTime(library));
            }
        }
        return all.toString();
    }

    private void make() throws IOException {
        Files.deleteIfExists(mark());
        var libraries = folder.resolve("lib");
        Files.deleteIfExists(libraries);
        Files.createSymbolicLink(libraries, built.resolveSibling("lib"));
        Files.copy(built, jar(), StandardCopyOption.REPLACE_EXISTING);
        train();
        Files.writeString(mark(), ingredients());
    }

    private void train() throws IOException {
        var said = folder.resolve("train.txt");
        var process = new ProcessBuilder(
                        RepositoryFiles.resolve("infra/compose/train").toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().keySet().removeIf(name -> name.startsWith("COLOPHON_") || name.equals("JAVA_OPTIONS"));
        var running = process.start();
        if (!ended(running) || running.exitValue() != 0) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
            throw new IllegalStateException("not trained: " + Files.readString(said));
        }
    }

    private static boolean ended(Process running) {
        try {
            return running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Comes last, so that half an image is not taken for one. */
    private Path mark() {
        return folder.resolve("made-of.txt");
    }
}
