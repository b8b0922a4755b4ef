package dev.colophon.wordpresspublisher.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Account;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** A failure of the site is one on both sides; an answer that got lost is one of ours alone, and its request is found by the id. */
@PublisherTest
@ExtendWith(RealWordPressExtension.class)
@TestPropertySource(properties = "colophon.wordpress.request-timeout=20s") // no answer is to be late by itself
class BothSidesTest {

    private static final Duration LATE_REQUEST_BOUND = Duration.ofMinutes(5);

    private final RealWordPress wordpress;
    private final Newsroom newsroom;

    BothSidesTest(
            RealWordPress wordpress,
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery) {
        this.wordpress = wordpress;
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @Test
    void both_sides_count_the_same_requests_under_one_id() {
        wordpress.companion(true);
        try (var site = new WordPressItself(wordpress)) {
            Account editor = wordpress.editor();
            UUID id = newsroom.register(UUID.randomUUID(), site.url(), editor.login(), editor.applicationPassword());
            var story = newsroom.story(id, "counted-" + id.toString().replaceAll("[-0-9]", ""));

            BooleanSupplier failed = site.answerOnce(Road::isByKey, SiteAnswer.NOT_DONE_500, new Gate());
            story.want().awaitReceipt("published");
            BooleanSupplier lost = site.answerOnce(
                    request ->
                            request.method().equals("POST") && request.route().matches("/wp/v2/posts/\\d+"),
                    SiteAnswer.DONE_BUT_CUT,
                    new Gate());
            story.want(request -> ((ObjectNode) request.path("variant")).put("html", "<p>Second edition.</p>"))
                    .awaitReceipt("unconfirmed");
            newsroom.travel(story.id(), LATE_REQUEST_BOUND);
            story.awaitReceipt("published");

            assertThat(failed.getAsBoolean() && lost.getAsBoolean() && site.hasFailedAsAsked())
                    .as("both faults have struck")
                    .isTrue();
            var visits = BothSides.of(story.id(), newsroom, wordpress);
            assertThat(visits)
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(visit -> assertThat(visit.logged())
                            .as("requests of visit " + visit.attempt())
                            .hasSize(visit.requests()));
            assertThat(visits.stream().mapToInt(BothSides::failedAtTheSite).sum())
                    .as("the failure that was asked for is among them")
                    .isPositive();
            assertThat(visits)
                    .filteredOn(visit -> visit.failed() != visit.failedAtTheSite())
                    .singleElement()
                    .satisfies(visit ->
                            assertThat(visit.failed() - visit.failedAtTheSite()).isOne());
        } finally {
            wordpress.companion(false); // other classes mean a stock site
        }
    }
}
