package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.wordpress.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The site that a local run publishes to. Real or simulated, it describes itself in a site.json of the same form. */
public sealed interface WordPressPart extends Part permits RealWordPressPart, SimulatedWordPressPart {

    static WordPressPart of(Home home, Settings settings) {
        return switch (settings.wordpress()) {
            case REAL -> new RealWordPressPart(home, settings);
            case SIMULATED -> new SimulatedWordPressPart(home, settings);
        };
    }

    URI url();

    /** Describes the site and its accounts; holds secrets. There once the site was started. */
    Path siteFile();

    /** The account by which stories are published. */
    default Account editor() throws IOException {
        var editor = new JsonMapper()
                .readTree(Files.readString(siteFile()))
                .path("users")
                .path("editor");
        return new Account(
                editor.path("login").asString(),
                editor.path("applicationPassword").asString());
    }
}
