package dev.colophon.systemtest.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.systemtest.guarantee.AtMostOnePublicPost;
import dev.colophon.systemtest.guarantee.LedgerMatchesSite;
import dev.colophon.systemtest.guarantee.LedgerRow;
import dev.colophon.systemtest.guarantee.ReceiptsAreWhole;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.testkit.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishers that die one after another, each at a point of its own by the shipped fault switch, and each beginning with what
 * the one before it left. The last one lives, and heals what is left.
 */
final class KillChain {

    private static final String MEMBER = "chain";
    private static final Duration DEATH = Duration.ofMinutes(3);
    private static final Duration HEALING = Duration.ofMinutes(4);

    private final Publishers publishers;
    private final Requests requests;
    private final SiteList site;
    private final JdbcClient sql;
    private final AtMostOnePublicPost atMostOne = new AtMostOnePublicPost();
    private final List<UUID> stories = new ArrayList<>();
    private int deaths;

    KillChain(Publishers publishers, Requests requests, SiteList site, JdbcClient sql) {
        this.publishers = publishers;
        this.requests = requests;
        this.site = site;
        this.sql = sql;
    }

    Requests requests() {
        return requests;
    }

    int deaths() {
        return deaths;
    }

    /** One more story to publish. */
    UUID story() {
        UUID story = requests.story();
        stories.add(story);
        return story;
    }

    /** One process for each point, each with a new story to publish beside what is left. */
    void dieAtEach(String... points) {
        Arrays.stream(points).forEach(point -> {
            story();
            dieAt(point);
        });
    }

    /** Starts a process that halts at the point, and waits for its death. */
    void dieAt(String point) {
        ServiceProcess process = publishers.start(MEMBER, point);
        await(point)
                .atMost(DEATH)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(process.isAlive())
                        .as(() -> "still alive, it says: " + log(process))
                        .isFalse());
        assertThat(log(process))
                .as("the log of the process that had to die at " + point)
                .containsIgnoringCase("FAULT_SWITCH halting now, " + point.replace(":", " "));
        deaths++;
        atMostOne.look(site.posts());
    }

    /** A process that lives until all is at rest, and is killed then. */
    void heal() {
        ServiceProcess process = publishers.start(MEMBER, "");
        try {
            await("all at rest")
                    .atMost(HEALING)
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() -> {
                        assertThat(process.isAlive()).isTrue();
                        var rows = LedgerRow.all(sql);
                        assertThat(rows).extracting(LedgerRow::publication).containsAll(stories);
                        // What was at rest before may be so still: its newest request has to be taken in first.
                        assertThat(rows)
                                .filteredOn(row -> row.revision() < requests.revision(row.publication()))
                                .isEmpty();
                        assertThat(rows).filteredOn(row -> !row.atRest()).isEmpty();
                    });
        } finally {
            process.kill();
        }
        judge();
    }

    /** The recorded state of a publication. */
    LedgerRow row(UUID publication) {
        return LedgerRow.all(sql).stream()
                .filter(row -> row.publication().equals(publication))
                .findFirst()
                .orElseThrow();
    }

    List<UUID> stories() {
        return stories;
    }

    private void judge() {
        var posts = site.posts();
        atMostOne.look(posts);
        var rows = LedgerRow.all(sql);
        assertThat(atMostOne.violations()).isEmpty();
        assertThat(LedgerMatchesSite.violations(rows, posts)).isEmpty();
        assertThat(ReceiptsAreWhole.violations(sql, rows)).isEmpty();
    }

    static String log(ServiceProcess process) {
        try {
            return Files.readString(process.log());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
