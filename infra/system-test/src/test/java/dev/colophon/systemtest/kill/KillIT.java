package dev.colophon.systemtest.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.systemtest.guarantee.LedgerMatchesSite;
import dev.colophon.systemtest.guarantee.LedgerRow;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real processes of the packaged jar die by the shipped fault switch or are stopped; the site's own list is the judge. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class, RealWordPressExtension.class})
final class KillIT {

    /** Of the services that this class or one before it kills. */
    private static final List<String> GROUPS = List.of("wordpress-publisher", "publish-api");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final JdbcClient sql;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    KillIT(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.sql = JdbcClient.create(postgres.superuser());
    }

    @BeforeEach
    void clean() {
        postgres.migrate("publish-api");
        postgres.migrate("wordpress-publisher");
        postgres.clear("wordpress_publisher");
        forgetMembers();
        kafka.recreateTopics();
    }

    /** A killed process that has a member's name of its own stays a member until its session is over. */
    private void forgetMembers() {
        try (Admin admin = kafka.admin()) {
            // Refused where a session is just over: then there is one member less to remove.
            await("nobody is a member")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .ignoreException(ExecutionException.class)
                    .until(() -> haveNoMembers(admin));
        }
    }

    private static boolean haveNoMembers(Admin admin)
            throws InterruptedException, TimeoutException, ExecutionException {
        boolean none = true;
        for (GroupListing known : admin.listGroups().all().get(20, TimeUnit.SECONDS)) {
            none &= !GROUPS.contains(known.groupId()) || hasNoMembers(admin, known.groupId());
        }
        return none;
    }

    private static boolean hasNoMembers(Admin admin, String group)
            throws InterruptedException, TimeoutException, ExecutionException {
        var described = Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                .all()
                .get(20, TimeUnit.SECONDS)
                .get(group));
        if (described.members().isEmpty()) {
            return true;
        }
        admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get(20, TimeUnit.SECONDS);
        return false;
    }

    @Test
    void whatever_step_a_process_is_killed_at_the_next_one_goes_on_from_there() {
        long began = System.nanoTime();
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            KillChain chain = chain(wordpress);
            chain.dieAtEach(
                    "before:accepted",
                    "after:accepted",
                    "after:claimed",
                    "before:looked_up",
                    "after:looked_up",
                    "before:reserved",
                    "after:reserved",
                    "before:checkpointed",
                    "after:checkpointed",
                    "before:looked",
                    "after:looked",
                    "before:intended",
                    "after:intended",
                    "before:filled",
                    "after:filled",
                    "before:published",
                    "after:published",
                    "before:verified",
                    "after:verified",
                    "before:recorded",
                    "after:recorded");
            chain.heal();
            assertThat(chain.stories())
                    .allSatisfy(
                            story -> assertThat(chain.row(story).remoteState()).isEqualTo("PUBLIC"));

            UUID updated = chain.stories().get(0);
            UUID withdrawn = chain.stories().get(1);
            chain.requests().send(updated, _ -> {});
            chain.dieAt("before:updated");
            chain.dieAt("after:updated");
            chain.requests().send(withdrawn, request -> request.put("action", "unpublish"));
            chain.dieAt("before:unpublished");
            chain.dieAt("after:unpublished");

            UUID trashed = chain.stories().get(2);
            new SiteList(wordpress.url(), wordpress.editor())
                    .trash(Objects.requireNonNull(chain.row(trashed).remoteId()));
            chain.requests().send(trashed, _ -> {});
            chain.heal();
            assertThat(chain.row(trashed).remoteState()).isEqualTo("REMOVED");
            assertThat(chain.row(withdrawn).remoteState()).isEqualTo("HELD");

            chain.requests().send(trashed, request -> request.put("action", "retry"));
            for (String point : List.of(
                    "before:credentials_checked",
                    "after:credentials_checked",
                    "before:generation_opened",
                    "after:generation_opened")) {
                chain.dieAt(point);
            }
            UUID cancelled = UUID.randomUUID();
            chain.requests()
                    .send(
                            cancelled,
                            request -> request.put(
                                    "publishAt", Instant.now().plusSeconds(3600).toString()));
            chain.requests().send(cancelled, request -> request.put("action", "cancel"));
            chain.dieAt("before:cancelled");
            chain.dieAt("after:cancelled");
            chain.heal();

            assertThat(chain.row(trashed).generation()).isEqualTo(2);
            assertThat(chain.row(trashed).remoteState()).isEqualTo("PUBLIC");
            assertThat(chain.row(cancelled).remoteId()).isNull();
            assertThat(chain.row(cancelled).isSettledWithoutPost()).isTrue();
            assertThat(receipts("cancelled", cancelled)).isOne();
            assertThat(wordpress.everPublic().stream().map(post -> post.id()).distinct())
                    .hasSize(chain.stories().size() + 1);
            report("kill chain, simulated site", chain, wordpress, began);
        }
    }

    @Test
    void on_wordpress_itself_too(RealWordPress wordpress) {
        long began = System.nanoTime();
        KillChain chain = chain(wordpress);

        chain.dieAtEach(
                "after:reserved", "after:checkpointed", "before:published", "after:published", "before:recorded");
        chain.heal();

        assertThat(chain.stories())
                .allSatisfy(story -> assertThat(chain.row(story).remoteState()).isEqualTo("PUBLIC"));
        report("kill chain, WordPress", chain, wordpress, began);
    }

    static Stream<String> points() {
        return Stream.of("after reserved", "before published", "before recorded");
    }

    @ParameterizedTest
    @MethodSource("points")
    void a_process_that_sleeps_past_its_lease_and_wakes_up_changes_nothing(String point) {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            SealedSite site = SealedSite.register(sql, wordpress.url(), wordpress.editor());
            Publishers publishers = new Publishers(postgres, kafka, site, folder);
            Requests requests = new Requests(kafka, site.id());
            var gate = new Gate();
            Fault held = wordpress
                    .script()
                    .onNext(requestAt(point))
                    .then(point.equals("before published") ? Fault.hangBeforeWrite(gate) : Fault.hangAfterWrite(gate));
            ServiceProcess sleeper = publishers.startPatient("sleeper");
            UUID story = requests.story();
            gate.awaitArrival(PATIENCE);

            ChildProcess asleep = sleeper.running().orElseThrow();
            asleep.freeze();
            ServiceProcess other = publishers.startPatient("other");
            awaitState(story, "PUBLIC", other);
            gate.open(); // the answer, or the late publish, comes while it sleeps
            await().atMost(PATIENCE).until(() -> wordpress.requestsUnderWay() == 0);
            asleep.thaw();
            await("the sleeper finds its claim lost, or its request unanswered")
                    .atMost(PATIENCE)
                    .until(() -> Files.readString(sleeper.log()).contains("CLAIM_LOST"));
            await("rest")
                    .atMost(PATIENCE)
                    .until(() -> LedgerRow.all(sql).stream().allMatch(LedgerRow::atRest));
            sleeper.kill();
            other.kill();

            assertThat(held.fired()).isOne();
            assertThat(wordpress.everPublic().stream().map(post -> post.id()).distinct())
                    .hasSize(1);
            assertThat(LedgerMatchesSite.violations(
                            LedgerRow.all(sql), new SiteList(wordpress.url(), wordpress.editor()).posts()))
                    .isEmpty();
            assertThat(receipts("published", story)).isOne();
        }
    }

    /** The request whose answer the sleeper is waiting for when it is stopped. */
    private static Predicate<RecordedRequest> requestAt(String point) {
        return switch (point) {
            case "after reserved" ->
                request -> request.method().equals("POST") && request.route().equals("/wp/v2/posts");
            case "before published" -> KillIT::publishes;
            default -> {
                var published = new AtomicBoolean();
                yield request -> {
                    if (publishes(request)) {
                        published.set(true);
                    }
                    return published.get()
                            && request.method().equals("GET")
                            && request.route().matches("/wp/v2/posts/\\d+");
                };
            }
        };
    }

    private static boolean publishes(RecordedRequest request) {
        return request.method().equals("POST")
                && request.route().matches("/wp/v2/posts/\\d+")
                && request.json().path("status").asString("").equals("publish");
    }

    private long receipts(String kind, UUID publication) {
        return sql.sql("""
                        SELECT count(*) FROM wordpress_publisher.outbox
                        WHERE type = 'dev.colophon.receipt.' || :kind || '.v1' AND message_key = :publication
                        """)
                .param("kind", kind)
                .param("publication", publication.toString())
                .query(Long.class)
                .single();
    }

    private void awaitState(UUID story, String state, ServiceProcess by) {
        await(state)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(LedgerRow.all(sql))
                        .as(() -> "the ledger; the other process says: " + KillChain.log(by))
                        .anyMatch(row -> row.publication().equals(story)
                                && row.remoteState().equals(state)));
    }

    private KillChain chain(WordPressUnderTest wordpress) {
        SealedSite site = SealedSite.register(sql, wordpress.url(), wordpress.editor());
        return new KillChain(
                new Publishers(postgres, kafka, site, folder),
                new Requests(kafka, site.id()),
                new SiteList(wordpress.url(), wordpress.editor()),
                sql);
    }

    private void report(String what, KillChain chain, WordPressUnderTest wordpress, long began) {
        System.out.printf(
                "%s: %d processes killed, %d stories, %d drafts left for the sweep, %d s%n",
                what,
                chain.deaths(),
                chain.stories().size(),
                LedgerMatchesSite.strays(LedgerRow.all(sql), new SiteList(wordpress.url(), wordpress.editor()).posts()),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }
}
