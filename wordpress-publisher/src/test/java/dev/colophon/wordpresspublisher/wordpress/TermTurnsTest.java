package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** One story makes terms of a site at a time: who needs none does not wait for it, and nobody waits without end. */
@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.request-timeout=2500ms")
class TermTurnsTest {

    private final FakeWordPress wordpress = FakeWordPress.start();
    private final TermCache terms;
    private final Newsroom newsroom;

    TermTurnsTest(
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired TermCache terms) {
        this.terms = terms;
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @DynamicPropertySource
    static void keyset(DynamicPropertyRegistry properties) {
        properties.add("COLOPHON_SITE_KEYSET", () -> Newsroom.KEYSET);
    }

    @BeforeAll
    static void sites(PostgresServer postgres) {
        postgres.migrate("publish-api");
    }

    @AfterEach
    void close() {
        wordpress.close();
    }

    @Test
    void a_story_whose_terms_are_on_record_waits_for_nobody_and_one_with_a_new_term_no_longer_than_for_an_answer() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "first").want().awaitReceipt("published");
        Story known = newsroom.story(site, "known");
        Story fresh = newsroom.story(site, "fresh");

        try (TermCache.Turn _ = terms.turn(new SiteId(site)).orElseThrow()) { // as of one whose site does not answer
            assertThat(known.want().awaitReceipt("published").path("kind").stringValue())
                    .isEqualTo("published");
            fresh.want(request ->
                    ((ObjectNode) request.path("variant")).putArray("tags").add("new here"));
            assertThat(fresh.awaitReceipt("deferred")
                            .path("problem")
                            .path("code")
                            .stringValue())
                    .isEqualTo("WP_TERM_BEING_MADE");
            assertThat(fresh.postsAt(wordpress)).isEmpty();
        }
        newsroom.travel(fresh.id(), Duration.ofMinutes(5));
        fresh.awaitReceipt("published");

        assertThat(fresh.postsAt(wordpress))
                .singleElement()
                .satisfies(post -> assertThat(post.tags()).containsExactly("new here"));
        assertThat(known.kinds()).containsExactly("claimed", "reserved", "published");
    }
}
