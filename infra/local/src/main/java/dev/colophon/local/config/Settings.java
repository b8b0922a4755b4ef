package dev.colophon.local.config;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was chosen when a home was first started, and holds until it is chosen otherwise. */
public record Settings(Ports ports, WordPressKind wordpress, Ground ground) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** @throws Refusal when nothing was ever started here */
    public static Settings of(Home home) throws IOException {
        return find(home).orElseThrow(() -> new Refusal("nothing was ever started here; run infra/local/up first"));
    }

    public static Optional<Settings> find(Home home) throws IOException {
        return Files.exists(home.settings())
                ? Optional.of(JSON.readValue(Files.readString(home.settings()), Settings.class))
                : Optional.empty();
    }

    public Settings store(Home home) throws IOException {
        PrivateFile.write(home.settings(), JSON.writeValueAsString(this));
        return this;
    }

    public int port(Listener listener) {
        return ports.of(listener);
    }
}
