package dev.colophon.testkit.wordpress;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The companion plugin as the build packs it, put into a site's folder as WordPress does with an administrator's upload. */
final class CompanionZip {

    private static final String FOLDER = "colophon-companion";

    private CompanionZip() {}

    /** What is in the zip and nothing else is in the plugin's folder from now on. */
    static void unpackInto(Path plugins) throws IOException {
        Path zip = RepositoryFiles.root().resolve("infra/wordpress-plugin/target/colophon-companion.zip");
        if (!Files.isReadable(zip)) {
            throw new IllegalStateException("The companion plugin was not packed: there is no "
                    + RepositoryFiles.root().relativize(zip)
                    + ". Run Maven with -am, or once: mvn -pl infra/wordpress-plugin package");
        }
        Set<Path> unpacked = new HashSet<>();
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = plugins.resolve(entry.getName()).normalize();
                if (!file.startsWith(plugins.resolve(FOLDER))) {
                    throw new IllegalStateException("The zip holds " + entry.getName() + ", which is not in " + FOLDER);
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file, StandardCopyOption.REPLACE_EXISTING);
                    unpacked.add(file);
                }
            }
        }
        for (Path file : files(plugins.resolve(FOLDER))) {
            if (!unpacked.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
