package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@PublisherTest
@TestPropertySource(properties = {"colophon.reconcile.every=1ms", "colophon.reconcile.look=50ms"})
class ScheduledWalkTest {

    private final Newsroom newsroom;
    private final MeterRegistry meters;

    ScheduledWalkTest(
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired MeterRegistry meters) {
        this.newsroom = new Newsroom(postgres, work, delivery);
        this.meters = meters;
    }

    @BeforeAll
    static void nothingLeftByOthers(PostgresServer postgres) {
        postgres.clear("wordpress_publisher");
    }

    @Test
    void sites_are_walked_by_themselves_healed_and_counted_and_no_draft_is_deleted() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            UUID site = newsroom.site(wordpress);
            var editor = new EditorsHand(wordpress);
            var story = newsroom.story(site, "nobody-looks").want();
            long post = story.awaitReceipt("published").path("post").path("id").longValue();
            Slot slot = new Slot(new PublicationId(story.id()), 1);
            long stray = editor.create(slot.technicalSlug(), "draft", slot.marker());

            editor.trash(post);

            story.awaitReceipt("removed");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> meters.get("colophon.reconcile.found")
                                    .tag("kind", "stray_draft")
                                    .gauge()
                                    .value()
                            == 1);
            assertThat(wordpress.post(stray)).isPresent();
            assertThat(meters.get("colophon.reconcile.oldest.walk").gauge().value())
                    .isBetween(0.0, 60.0);
            assertThat(newsroom.sql()
                            .sql(
                                    "SELECT DISTINCT operator || ' ' || scheduled FROM wordpress_publisher.reconcile_run WHERE site_id = :site")
                            .param("site", site)
                            .query((row, _) -> row.getString(1))
                            .list())
                    .containsExactly("schedule true");
        }
    }

    @Test
    void a_site_of_another_platform_is_passed_over_and_counts_as_no_late_one() {
        try (FakeWordPress bulletin = FakeWordPress.start();
                FakeWordPress wordpress = FakeWordPress.start()) {
            UUID other = newsroom.ofPlatform("bulletin", newsroom.site(bulletin));
            var never = newsroom.story(other, "not-for-us").want();
            never.awaitReceipt("deferred");
            newsroom.sql()
                    .sql(
                            "UPDATE wordpress_publisher.ledger SET inbox_at = now() - interval '1 day' WHERE publication_id = :p")
                    .param("p", never.id())
                    .update();
            UUID ours = newsroom.site(wordpress);
            newsroom.story(ours, "walked").want().awaitReceipt("published");

            // A site that was never walked comes first: by the time of a second walk of ours it would have had its own.
            await().until(() -> walks(ours) >= 2);

            assertThat(walks(other)).isZero();
            assertThat(bulletin.requests()).isEmpty();
            assertThat(meters.get("colophon.reconcile.oldest.walk").gauge().value())
                    .isBetween(0.0, 600.0);
        }
    }

    private long walks(UUID site) {
        return newsroom.sql()
                .sql("SELECT count(*) FROM wordpress_publisher.reconcile_run WHERE site_id = :site")
                .param("site", site)
                .query(Long.class)
                .single();
    }
}
