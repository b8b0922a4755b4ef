package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.wordpress.SitesAskedAgain;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

@PublisherTest
class ReconcileTest extends AtWalkedSite {

    ReconcileTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @Test
    void a_post_of_a_kind_of_the_sites_own_is_walked_as_any_other_and_concluded_nothing_of_while_its_kind_is_hidden() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "of-a-kind").want(request -> {
            request.put("placement", "story");
            ((ObjectNode) request.path("variant")).putArray("categories");
            ((ObjectNode) request.path("variant")).putArray("tags");
        });
        story.awaitReceipt("published");
        assertThat(walks.row(walks.walk(site, Walks.REAL)))
                .containsEntry("in_order", 1)
                .containsEntry("entries", 1);

        wordpress.registeredKinds(false);
        SitesAskedAgain.about(site, service);
        UUID hidden = walks.walk(site, Walks.REAL);

        assertThat(walks.kinds(hidden)).isEmpty();
        assertThat(walks.row(hidden)).containsEntry("in_order", 0).containsEntry("state", "completed");
        assertThat(story.times("removed")).isZero();
    }

    static Stream<Arguments> drifts() {
        return Stream.of(
                drift("missing", EditorsHand::delete, "removed", "REMOVED"),
                drift("trashed", EditorsHand::trash, "removed", "REMOVED"),
                drift("withdrawn", (hand, post) -> hand.set(post, "private"), "removed", "REMOVED"),
                drift("edited", (hand, post) -> hand.edit(post, "<p>by hand</p>"), "published", "PUBLIC"));
    }

    private static Arguments drift(String kind, BiConsumer<EditorsHand, Long> hand, String receipt, String state) {
        return Arguments.of(kind, hand, receipt, state);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drifts")
    void a_post_that_drifted_is_told_of_and_healed_by_a_visit(
            String kind, BiConsumer<EditorsHand, Long> hand, String receipt, String state) {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "drifting").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        Story steady = newsroom.story(site, "steady").want();
        steady.awaitReceipt("published");
        hand.accept(editor, post);
        int told = story.receipts().size();

        UUID dry = walks.walk(site, new Orders(true, true, false, false));
        assertThat(story.receipts()).hasSize(told);
        UUID real = walks.walk(site, new Orders(false, true, false, false));

        assertThat(walks.kinds(real)).containsExactly(kind);
        assertThat(walks.found(real)).isEqualTo(walks.found(dry));
        assertThat(walks.results(dry)).containsExactly("not_done");
        assertThat(walks.results(real)).containsExactly("done");
        assertThat(walks.row(real)).containsEntry("in_order", 1).containsEntry("entries", 2);
        assertThat(story.kinds().getLast()).isEqualTo(receipt);
        // A removal is news, and so is what of an editor's was overwritten.
        assertThat(story.receipts()).hasSize(told + 1);
        assertThat(story.receipts().getLast().at("/post/update/overwrote").toString())
                .isEqualTo(kind.equals("edited") ? "[\"html\"]" : "");
        assertThat(wordpress.post(post).map(StoredPost::content).orElse("")).doesNotContain("by hand");
        assertThat(story.row()).containsEntry("remote_state", state).containsEntry("remote_id", post);
        assertThat(steady.times("published")).isOne();
        assertThat(walks.kinds(walks.walk(site, Walks.REAL))).isEmpty();
    }

    @Test
    void a_visit_that_a_walk_asks_for_is_patient_with_its_site_however_long_an_earlier_one_had_waited() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "once-more").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        newsroom.sql()
                .sql(
                        "UPDATE wordpress_publisher.ledger SET waiting_since = now() - interval '200 hours' WHERE publication_id = :p")
                .param("p", story.id())
                .update();
        editor.trash(post);
        Fault away = wordpress
                .script()
                .onNext(request -> request.route().endsWith("/posts/" + post))
                .then(Fault.status(503));

        walks.walk(site, Walks.REAL);

        story.awaitReceipt("removed");
        assertThat(away.fired()).isOne();
    }

    @Test
    void an_edit_is_left_as_it_is_unless_it_is_asked_for() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "edited").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        editor.edit(post, "<p>by hand</p>" + new Slot(new PublicationId(story.id()), 1).marker());

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(walks.kinds(run)).containsExactly("edited");
        assertThat(walks.results(run)).containsExactly("nothing_to_do");
        assertThat(wordpress.post(post).orElseThrow().content()).contains("by hand");
    }

    @Test
    void a_restored_post_is_public_again_on_record_too() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "back-again").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        editor.trash(post);
        walks.walk(site, Walks.REAL);
        assertThat(story.row()).containsEntry("remote_state", "REMOVED");

        editor.set(post, "publish");
        UUID run = walks.walk(site, Walks.REAL);

        assertThat(walks.kinds(run)).containsExactly("restored");
        assertThat(story.kinds().getLast()).isEqualTo("published");
        assertThat(story.row()).containsEntry("remote_state", "PUBLIC");
    }

    @Test
    void more_entries_than_fit_on_a_page_are_all_compared() {
        UUID site = newsroom.site(wordpress);
        var stories = IntStream.range(0, 130)
                .mapToObj(number -> newsroom.story(site, "page-" + number).want())
                .toList();
        stories.forEach(story -> story.awaitReceipt("published"));
        stories.stream()
                .filter(story -> story.id().getLeastSignificantBits() % 4 == 0)
                .forEach(story ->
                        editor.trash(story.postsAt(wordpress).getFirst().id()));
        long trashed = stories.stream()
                .filter(story -> story.id().getLeastSignificantBits() % 4 == 0)
                .count();

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(walks.kinds(run)).hasSize((int) trashed).containsOnly("trashed");
        assertThat(walks.row(run)).containsEntry("entries", 130).containsEntry("in_order", (int) (130 - trashed));
        assertThat(stories.stream().filter(story -> story.kinds().getLast().equals("removed")))
                .hasSize((int) trashed);
    }
}
