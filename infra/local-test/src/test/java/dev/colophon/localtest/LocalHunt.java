package dev.colophon.localtest;

import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.secrethunt.Answers;
import dev.colophon.secrethunt.ConsolePages;
import dev.colophon.secrethunt.Doors;
import dev.colophon.secrethunt.LogFiles;
import dev.colophon.secrethunt.MetricsPages;
import dev.colophon.secrethunt.SecretHunt;
import dev.colophon.secrethunt.TableRows;
import dev.colophon.secrethunt.TopicRecords;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.wordpress.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The hunt for every secret of a home, in all that a local run says and keeps. The logs come last: what was asked before may be told there. */
record LocalHunt(LocalRun run) {

    private static final String SITE = "local";
    private static final String KNOWN = "Batch publish-api no 1 ";

    /** @return which secret is where; no secret itself */
    List<String> leaks() throws Exception {
        var known = Secrets.of(run.home());
        var hunt = new SecretHunt(known).secret("client key", Objects.requireNonNull(known.clientKey()));
        var accounts = accounts();
        accounts.forEach(hunt::password);
        var api = url(Listener.API);
        return hunt.leaks(List.of(
                new Answers(
                        new Doors(
                                api,
                                Objects.requireNonNull(known.clientKey()),
                                known.adminKey(),
                                List.of(url(Listener.PUBLISHER_OPERATIONS), url(Listener.PROJECTOR_OPERATIONS)),
                                Objects.requireNonNull(known.operationsKey())),
                        SITE,
                        accounts.getFirst().applicationPassword()),
                new ConsolePages(api, known.adminKey(), SITE, known.databasePassword()),
                new MetricsPages(List.of(
                        run.settings().port(Listener.API_MANAGEMENT),
                        run.settings().port(Listener.RELAY),
                        run.settings().port(Listener.PUBLISHER),
                        run.settings().port(Listener.PROJECTOR))),
                new TableRows(database(known), KNOWN),
                new TopicRecords(
                        new KafkaServer(KafkaSettings.in(
                                run.home().data("kafka"), run.settings().port(Listener.KAFKA))),
                        KNOWN),
                new LogFiles(run.home().root())));
    }

    private URI url(Listener listener) throws IOException {
        return PublishApi.local(run.settings().port(listener));
    }

    private JdbcClient database(Secrets known) throws IOException {
        return JdbcClient.create(
                new DriverManagerDataSource(run.parts().postgres().jdbcUrl(), "postgres", known.databasePassword()));
    }

    private List<Account> accounts() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(run.parts().wordpress().siteFile()))
                .path("users")
                .valueStream()
                .map(user -> new Account(
                        user.path("login").asString(),
                        user.path("applicationPassword").asString()))
                .toList();
    }
}
