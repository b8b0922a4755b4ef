package dev.colophon.local.part;

import dev.colophon.local.config.Listener;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The four services, in the order in which a story meets them. */
public enum Service {
    PUBLISH_API(Listener.API_MANAGEMENT),
    OUTBOX_RELAY(Listener.RELAY),
    WORDPRESS_PUBLISHER(Listener.PUBLISHER),
    STATUS_PROJECTOR(Listener.PROJECTOR);

    private final Listener management;

    Service(Listener management) {
        this.management = management;
    }

    /** Also the name of its module and of its folder. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Listener management() {
        return management;
    }

    /** The runnable jar that the build made. */
    Path jar() throws IOException {
        var target = RepositoryFiles.root().resolve(word()).resolve("target");
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, word() + "-*-exec.jar")) {
                for (var jar : jars) {
                    return jar;
                }
            }
        }
        throw new IllegalStateException("%s is not built; run: mvn -DskipTests package".formatted(word()));
    }
}
