package dev.colophon.secrethunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** All logs below a folder. */
public record LogFiles(Path root) implements Place {

    private static final int FEWEST = 4;

    @Override
    public void show(BiConsumer<String, String> eye) throws IOException {
        for (var log : logs()) {
            eye.accept(log.toString(), Files.readString(log, StandardCharsets.ISO_8859_1));
        }
    }

    private List<Path> logs() throws IOException {
        try (var files = Files.walk(root)) {
            var logs = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(log|err|out)(\\.\\d+)?"))
                    .toList();
            assertThat(logs).as("logs of each service at least").hasSizeGreaterThan(FEWEST);
            return logs;
        }
    }
}
