package dev.colophon.local.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** When the road was last walked with success, in a file that Prometheus's node exporter reads (its textfile collector). */
public final class Proof {

    private Proof() {}

    /** Whole or not at all: the exporter never reads half of it. */
    public static void write(Path file, String site, Instant when) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        var partial = Files.createTempFile(
                folder,
                file.getFileName().toString(),
                ".partial",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        Files.writeString(partial, """
                # HELP colophon_rehearsal_success_timestamp_seconds When the whole road was last walked with success.
                # TYPE colophon_rehearsal_success_timestamp_seconds gauge
                colophon_rehearsal_success_timestamp_seconds{site="%s"} %d
                """.formatted(site, when.getEpochSecond()));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
