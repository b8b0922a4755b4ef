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
import dev.colophon.wordpresspublisher.site.SiteTerms;
import dev.colophon.wordpresspublisher.site.SiteTerms.Term;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One story makes terms of a site at a time: who needs none does not wait for it, and nobody waits without end. */
@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.request-timeout=2500ms")
class TermTurnsTest {

    private final FakeWordPress wordpress = FakeWordPress.start();
    private final TermCache terms;
    private final SiteTerms siteTerms;
    private final Newsroom newsroom;

    TermTurnsTest(
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired TermCache terms,
            @Autowired SiteTerms siteTerms) {
        this.terms = terms;
        this.siteTerms = siteTerms;
        this.newsroom = new Newsroom(postgres, work, delivery);
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

    /** Of two first ones at once a real WordPress gives one a format that is none: image-2. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_first_post_of_a_format_is_written_alone_and_later_ones_wait_for_nobody(boolean plugin) {
        wordpress.companion(plugin);
        UUID site = newsroom.site(wordpress);
        Term image = new Term(new SiteId(site), "format", 0, "image");
        SiteTerms.Making byAnother = siteTerms.claim(image, Duration.ofHours(1)).orElseThrow();
        Story waiting = newsroom.story(site, "waiting").want(bearing("image"));

        assertThat(waiting.awaitReceipt("deferred").path("problem").path("code").stringValue())
                .isEqualTo("WP_TERM_BEING_MADE");
        assertThat(waiting.postsAt(wordpress)).isEmpty();
        newsroom.story(site, "other").want(bearing("video")).awaitReceipt("published");
        newsroom.story(site, "none").want(bearing("standard")).awaitReceipt("published");

        siteTerms.giveUp(byAnother);
        newsroom.travel(waiting.id(), Duration.ofMinutes(5));
        waiting.awaitReceipt("published");
        assertThat(waiting.postsAt(wordpress))
                .singleElement()
                .satisfies(post -> assertThat(siteTerms.find(image)).contains(post.id()));

        try (TermCache.Turn _ = terms.turn(new SiteId(site)).orElseThrow()) {
            newsroom.story(site, "later").want(bearing("image")).awaitReceipt("published");
        }
    }

    @Test
    void the_first_post_of_a_format_waits_for_its_turn_in_its_own_process_too() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "terms").want().awaitReceipt("published");
        Story first = newsroom.story(site, "first");

        try (TermCache.Turn _ = terms.turn(new SiteId(site)).orElseThrow()) { // as of another first one that is written
            assertThat(first.want(bearing("image"))
                            .awaitReceipt("deferred")
                            .path("problem")
                            .path("code")
                            .stringValue())
                    .isEqualTo("WP_TERM_BEING_MADE");
            assertThat(first.postsAt(wordpress)).isEmpty();
        }
        newsroom.travel(first.id(), Duration.ofMinutes(5));
        first.awaitReceipt("published");
    }

    @Test
    void a_format_that_the_site_does_not_keep_is_nobodys_first() {
        wordpress.companion(true);
        wordpress.hide("format");
        UUID site = newsroom.site(wordpress);
        Term image = new Term(new SiteId(site), "format", 0, "image");

        JsonNode without =
                newsroom.story(site, "without").want(bearing("image")).awaitReceipt("published");
        assertThat(without.path("post")
                        .path("notApplied")
                        .valueStream()
                        .map(one -> one.path("field").stringValue()))
                .containsExactly("format");
        assertThat(siteTerms.find(image)).isEmpty();

        wordpress.hide();
        Story first = newsroom.story(site, "first").want(bearing("image"));
        first.awaitReceipt("published");
        assertThat(first.postsAt(wordpress))
                .singleElement()
                .satisfies(post -> assertThat(siteTerms.find(image)).contains(post.id()));
    }

    private static Consumer<ObjectNode> bearing(String format) {
        return request ->
                ((ObjectNode) request.path("variant")).putObject("settings").put("format", format);
    }
}
