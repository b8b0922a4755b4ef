package dev.colophon.wordpresspublisher.publish;

import static java.util.Objects.requireNonNull;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.ledger.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@PublisherTest
class CircuitTest extends AtOneSite {

    private final ApplicationContext service;

    CircuitTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
        this.service = service;
    }

    static Stream<Fault> storms() {
        return Stream.of(Fault.maintenance(), Fault.status(429), Fault.dieBeforeCommit(), Fault.status(500));
    }

    @ParameterizedTest
    @MethodSource("storms")
    void a_storm_opens_the_circuit_of_that_site_alone_and_its_stories_wait_without_losing_attempts(Fault storm) {
        wordpress.script().onNext(_ -> true).always().then(storm);
        UUID site = newsroom.site(wordpress);
        List<Story> stories = IntStream.range(0, 12)
                .mapToObj(number -> newsroom.story(site, "waiting-" + number).want())
                .toList();
        await().untilAsserted(() -> assertThat(row(site).get("circuit")).isNotEqualTo("closed"));
        await().untilAsserted(() ->
                assertThat((Integer) row(site).get("circuit_openings")).isGreaterThan(2));

        try (FakeWordPress other = FakeWordPress.start()) {
            newsroom.story(newsroom.site(other), "elsewhere").want().awaitReceipt("published");
        }
        stories.forEach(story -> story.awaitReceipt("deferred"));
        int asked = wordpress.requests().size();
        assertThat(storm.fired()).isPositive();
        assertThat(asked)
                .as("a few visits and one for each probe")
                .isLessThan(3 * (9 + (Integer) requireNonNull(row(site).get("circuit_openings"))));
        assertThat(stories).allSatisfy(story -> assertThat(story.row()).containsEntry("strikes", 0));

        wordpress.script().clear();
        stories.forEach(story -> story.awaitReceipt("published"));
        await().untilAsserted(() ->
                assertThat(row(site)).containsEntry("circuit", "closed").containsEntry("circuit_failures", 0));
        assertThat(wordpress.publicPosts()).hasSize(12);
    }

    @Test
    void stories_that_nobody_visits_are_told_why_they_wait_and_until_when() {
        UUID site = newsroom.site(wordpress);
        Story known = newsroom.story(site, "known").want();
        known.awaitReceipt("published");
        leaveAlone(site, "1 hour");

        Story story = newsroom.story(site, "left-alone").want();
        var deferred = story.awaitReceipt("deferred");

        assertThat(code(deferred)).isEqualTo("CIRCUIT_OPEN");
        assertThat(deferred.path("problem").path("detail").stringValue()).contains("WP_MAINTENANCE");
        assertThat(deferred.path("attempt").intValue()).isZero();
        assertThat(story.row().get("due_at")).isNotNull();
        assertThat(story.times("deferred")).isOne();

        newsroom.sql()
                .sql(
                        "UPDATE wordpress_publisher.ledger SET waiting_since = now() - interval '73 hours' WHERE publication_id = :p")
                .param("p", story.id())
                .update();
        assertThat(code(story.awaitReceipt("parked"))).isEqualTo("WAITED_TOO_LONG");
        assertThat(story.row()).containsEntry("due_at", null).containsEntry("given_up", true);
    }

    @Test
    void a_story_whose_site_stayed_away_after_its_publish_was_sent_is_given_up_and_looked_at_when_it_is_back() {
        UUID site = newsroom.site(wordpress);
        Fault away = wordpress
                .script()
                .onNext(request -> looks(request) && !wordpress.publicPosts().isEmpty())
                .always()
                .then(Fault.status(500));
        Story story = newsroom.story(site, "public-unseen").want();
        story.awaitReceipt("deferred");
        leaveAlone(site, "1 hour");
        await().untilAsserted(() -> assertThat(story.row()).containsEntry("lease_until", null));
        leaveAlone(site, "1 hour"); // once more: the last visit may have told how its site fares

        newsroom.sql()
                .sql(
                        "UPDATE wordpress_publisher.ledger SET due_at = now(), waiting_since = now() - interval '73 hours' WHERE publication_id = :p")
                .param("p", story.id())
                .update();
        var parked = story.awaitReceipt("parked");
        assertThat(code(parked)).isEqualTo("WAITED_TOO_LONG");
        assertThat(parked.path("problem").path("detail").stringValue()).contains("not known", "looked at once more");
        assertThat(story.row()).containsEntry("given_up", true);
        assertThat(story.row().get("due_at")).isNotNull();
        long writes = writes();

        wordpress.script().clear();
        leaveAlone(site, "0 hours");
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        story.awaitReceipt("published");
        assertThat(away.fired()).isPositive();
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void one_probe_goes_out_however_many_workers_look_for_work() throws Exception {
        PublishLoop loop = service.getBean(PublishLoop.class);
        ClaimDueEntries claims = service.getBean(ClaimDueEntries.class);
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "known").want().awaitReceipt("published");
        leaveAlone(site, "1 hour");
        List<Story> stories = IntStream.range(0, 20)
                .mapToObj(
                        number -> newsroom.story(site, "one-of-many-" + number).want())
                .toList();
        loop.stop();
        try {
            assertThat(claimsOf(site, claims)).isEmpty();
            leaveAlone(site, "0 hours");

            assertThat(firstOfMany(site, claims)).hasSize(1);
            assertThat(row(site)).containsEntry("circuit", "half_open");
            assertThat(atOnce(8, () -> claimsOf(site, claims))).isEmpty();

            newsroom.sql()
                    .sql("UPDATE wordpress_publisher.site_state SET circuit_until = now() WHERE site_id = :s")
                    .param("s", site)
                    .update();
            assertThat(firstOfMany(site, claims)).hasSize(1); // the first was not heard of
        } finally {
            loop.start();
        }
        newsroom.sql()
                .sql("UPDATE wordpress_publisher.ledger SET lease_until = now() WHERE lease_until IS NOT NULL")
                .update();
        newsroom.sql()
                .sql("UPDATE wordpress_publisher.site_state SET circuit_until = now() WHERE circuit <> 'closed'")
                .update();
        stories.forEach(story -> story.awaitReceipt("published"));
    }

    /** What the first of the rounds gets that gets anything: one in which the waiting are told why holds their rows. */
    private static List<Claim> firstOfMany(UUID site, ClaimDueEntries claims) {
        return await().until(() -> atOnce(8, () -> claimsOf(site, claims)), not(List::isEmpty));
    }

    private static List<Claim> claimsOf(UUID site, ClaimDueEntries claims) {
        return claims.upTo(10).stream()
                .filter(claim -> claim.site().value().equals(site))
                .toList();
    }

    private static <T> List<T> atOnce(int threads, Callable<List<T>> work) throws Exception {
        var start = new CyclicBarrier(threads);
        List<T> all = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<T>>> results = pool.invokeAll(IntStream.range(0, threads)
                    .<Callable<List<T>>>mapToObj(_ -> () -> {
                        start.await();
                        return work.call();
                    })
                    .toList());
            for (Future<List<T>> result : results) {
                all.addAll(result.get());
            }
        }
        return all;
    }

    private Map<String, @Nullable Object> row(UUID site) {
        return newsroom.sql()
                .sql("SELECT * FROM wordpress_publisher.site_state WHERE site_id = :s")
                .param("s", site)
                .query()
                .singleRow();
    }
}
