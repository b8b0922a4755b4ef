package dev.colophon.local.up;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Settings;
import dev.colophon.local.config.WorkingFolder;
import dev.colophon.local.part.Parts;
import java.util.List;

/** What a person can do once everything runs. */
record Welcome(Home home, Settings settings, Parts parts) {

    List<String> lines() {
        var api = "http://127.0.0.1:" + settings.port(Listener.API);
        return """

                Ready.
                  publish-api   %1$s
                  Console       %1$s/console  (sign in with the key in %7$s)
                  WordPress     %2$s  (accounts in %3$s)
                  Kafka         %4$s
                  PostgreSQL    %5$s
                  Logs          %6$s

                Post a story:
                  curl -X POST %1$s/v1/publications \\
                    -H "Authorization: Bearer $(cat %7$s)" \\
                    -H 'Content-Type: application/json' -H 'Idempotency-Key: hello-1' \\
                    -d '{"storyKey":"hello","site":"local","placement":"post",
                         "content":{"title":"Hello from Colophon","html":"<p>It works.</p>"}}'

                Or many:  infra/local/publish infra/local/stories/*
                Look:     infra/local/status     Events: infra/local/tail     Stop: infra/local/down
                """.formatted(
                api,
                parts.wordpress().url(),
                WorkingFolder.shown(parts.wordpress().siteFile()),
                parts.kafka().bootstrapServers(),
                parts.postgres().jdbcUrl(),
                WorkingFolder.shown(home.logs()),
                WorkingFolder.shown(home.clientKey())).lines().toList();
    }
}
