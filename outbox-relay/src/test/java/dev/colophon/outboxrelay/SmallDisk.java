package dev.colophon.outboxrelay;

import dev.colophon.testkit.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A file system of its own size, in memory, that can be full. Mounting one takes root's rights. */
final class SmallDisk implements AutoCloseable {

    private static final Duration MOUNT = Duration.ofSeconds(20);
    private static final int CHUNK = 64 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static boolean canBeMade() {
        return "root".equals(System.getProperty("user.name"))
                && Command.tryRun(
                                        List.of(
                                                "sh",
                                                "-c",
                                                "d=$(mktemp -d) && mount -t tmpfs none $d && umount $d && rmdir $d"),
                                        MOUNT)
                                .exitCode()
                        == 0;
    }

    static SmallDisk mountAt(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        Command.run(
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=%dm,mode=1777".formatted(megabytes),
                        "none",
                        folder.toString()),
                MOUNT);
        return new SmallDisk(folder);
    }

    /** Leaves no room for another byte. */
    void fill() throws IOException {
        try (var ballast = Files.newOutputStream(ballast())) {
            while (true) {
                ballast.write(new byte[CHUNK]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Takes it away, though something may still look at it. */
    @Override
    public void close() {
        Command.run(List.of("umount", "--lazy", folder.toString()), MOUNT);
    }
}
