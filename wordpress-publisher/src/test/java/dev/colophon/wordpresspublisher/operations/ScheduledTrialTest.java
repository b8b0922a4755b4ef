package dev.colophon.wordpresspublisher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publication.SiteId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** S1-10: sites are tried out by themselves. */
@PublisherTest
@TestPropertySource(properties = {"colophon.trial.every=1d", "colophon.trial.look=50ms"})
class ScheduledTrialTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Newsroom newsroom;
    private final SiteHealth health;
    private final SiteOverview overview;
    private final MeterRegistry meters;

    ScheduledTrialTest(
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired SiteHealth health,
            @Autowired SiteOverview overview,
            @Autowired MeterRegistry meters) {
        this.newsroom = new Newsroom(postgres, work, delivery);
        this.health = health;
        this.overview = overview;
        this.meters = meters;
    }

    /** Only active sites are tried: those of other tests wait for nobody. */
    @BeforeEach
    void no_other_site() {
        newsroom.sql().sql("UPDATE publish_api.site SET state = 'suspended'").update();
    }

    @Test
    void a_site_is_tried_when_it_is_registered_before_any_story_and_its_health_says_so() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            UUID site = newsroom.site(wordpress);

            LastTrial trial = awaitTrial(site, LastTrial::usable);

            assertThat(trial.failed()).isEmpty();
            assertThat(health.of(new SiteId(site)).orElseThrow())
                    .returns("unknown", SiteHealth.HealthResource::state)
                    .returns("Nothing.", SiteHealth.HealthResource::nextStep);
            assertThat(listed(site).trial()).isEqualTo(trial);
            assertThat(wordpress.requests()).isNotEmpty().noneMatch(RecordedRequest::writes);
            assertThat(due(site, "interval '23 hours'", "interval '25 hours'")).isTrue();
        }
    }

    @Test
    void one_that_refuses_us_is_named_and_counted_suspends_nobody_and_new_credentials_are_tried_at_once() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            wordpress.revokeApplicationPassword(wordpress.editor());
            UUID site = newsroom.site(wordpress);

            LastTrial refused = awaitTrial(site, trial -> !trial.usable());

            assertThat(refused.failed()).containsExactly(new LastTrial.Failed("credentials", "WP_CREDENTIALS_LOST"));
            assertThat(unusable()).isOne();
            assertThat(due(site, "interval '0'", "interval '61 minutes'")).isTrue();
            assertThat(health.of(new SiteId(site)).orElseThrow())
                    .returns(null, SiteHealth.HealthResource::suspendedSince)
                    .returns("closed", SiteHealth.HealthResource::circuit)
                    .satisfies(told -> assertThat(told.nextStep()).contains("Its last trial failed"));

            wordpress.restoreApplicationPassword(wordpress.editor());
            newsroom.sql()
                    .sql("UPDATE publish_api.site SET credentials_set_at = clock_timestamp() WHERE id = :site")
                    .param("site", site)
                    .update();

            awaitTrial(site, LastTrial::usable);
            assertThat(unusable()).isZero();
        }
    }

    @Test
    void a_story_is_published_at_a_site_whose_last_trial_failed() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            wordpress.revokeApplicationPassword(wordpress.editor());
            UUID site = newsroom.site(wordpress);
            awaitTrial(site, trial -> !trial.usable());
            wordpress.restoreApplicationPassword(wordpress.editor());

            newsroom.story(site, "published-all-the-same").want().awaitReceipt("published");

            assertThat(health.of(new SiteId(site)).orElseThrow())
                    .returns("well", SiteHealth.HealthResource::state)
                    .satisfies(told -> assertThat(Optional.ofNullable(told.trial())
                                    .orElseThrow()
                                    .usable())
                            .isFalse());
        }
    }

    @Test
    void it_is_tried_again_when_it_is_due() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            UUID site = newsroom.site(wordpress);
            OffsetDateTime first = awaitTrial(site, LastTrial::usable).triedAt();

            newsroom.sql()
                    .sql("UPDATE wordpress_publisher.site_trial SET due_at = clock_timestamp() WHERE site_id = :site")
                    .param("site", site)
                    .update();

            awaitTrial(site, trial -> trial.triedAt().isAfter(first));
        }
    }

    private LastTrial awaitTrial(UUID site, Predicate<LastTrial> such) {
        await().atMost(PATIENCE).until(() -> trial(site).filter(such).isPresent());
        return trial(site).orElseThrow();
    }

    private Optional<LastTrial> trial(UUID site) {
        return health.of(new SiteId(site)).map(SiteHealth.HealthResource::trial);
    }

    private SiteOverview.SiteResource listed(UUID site) {
        // The page that begins right before this site.
        var before = new UUID(site.getMostSignificantBits(), site.getLeastSignificantBits() - 1);
        List<SiteOverview.SiteResource> page = overview.read(before, 1);
        assertThat(page).extracting(SiteOverview.SiteResource::siteId).containsExactly(site);
        return page.getFirst();
    }

    private boolean due(UUID site, String from, String until) {
        return newsroom.sql()
                .sql("SELECT due_at - now() BETWEEN " + from + " AND " + until
                        + " FROM wordpress_publisher.site_trial WHERE site_id = :site")
                .param("site", site)
                .query(Boolean.class)
                .single();
    }

    private long unusable() {
        return (long) meters.get("colophon.sites.unusable").gauge().value();
    }
}
