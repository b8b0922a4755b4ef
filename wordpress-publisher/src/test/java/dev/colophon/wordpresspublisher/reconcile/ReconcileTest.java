package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.reconcile.Reconciliations.Started;
import dev.colophon.wordpresspublisher.wordpress.SitesAskedAgain;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.node.ObjectNode;

@PublisherTest
class ReconcileTest {

    private static final Orders SWEEP = new Orders(false, false, true, false);

    private final Newsroom newsroom;
    private final Walks walks;
    private final Damage damage;
    private final Reconciliations reconciliations;
    private final ReconcileSite reconcileSite;
    private final Runs runs;
    private final ApplicationContext service;
    private final FakeWordPress wordpress = FakeWordPress.start();
    private final EditorsHand editor = new EditorsHand(wordpress);

    ReconcileTest(
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired Reconciliations reconciliations,
            @Autowired ReconcileSite reconcileSite,
            @Autowired Runs runs,
            @Autowired ApplicationContext service) {
        this.service = service;
        this.newsroom = new Newsroom(postgres, work, delivery);
        this.walks = new Walks(newsroom, reconciliations);
        this.damage = new Damage(newsroom);
        this.reconciliations = reconciliations;
        this.reconcileSite = reconcileSite;
        this.runs = runs;
    }

    @DynamicPropertySource
    static void keyset(DynamicPropertyRegistry properties) {
        properties.add("COLOPHON_SITE_KEYSET", () -> Newsroom.KEYSET);
    }

    @BeforeAll
    static void others(PostgresServer postgres) {
        postgres.migrate("publish-api");
        postgres.migrate("status-projector");
    }

    @AfterEach
    void close() {
        wordpress.close();
    }

    static Stream<Arguments> drifts() {
        return Stream.of(
                drift("missing", EditorsHand::delete, "removed", "REMOVED"),
                drift("trashed", EditorsHand::trash, "removed", "REMOVED"),
                drift("withdrawn", (hand, post) -> hand.set(post, "private"), "removed", "REMOVED"),
                drift("edited", (hand, post) -> hand.edit(post, "<p>by hand</p>"), "published", "PUBLIC"));
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
    void of_our_drafts_only_those_are_swept_that_can_never_be_used() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "swept").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        Slot slot = new Slot(new PublicationId(story.id()), 1);
        long stray = editor.create(slot.technicalSlug(), "draft", "<p>left</p>" + slot.marker());
        long unmarked = editor.create(slot.technicalSlug() + "-2", "draft", "<p>marker edited away</p>");
        long copy = editor.create("a-copy", "draft", "<p>copied</p>" + slot.marker());
        Slot stranger = new Slot(new PublicationId(UUID.randomUUID()), 1);
        long unknown = editor.create(stranger.technicalSlug(), "draft", stranger.marker());

        UUID told = walks.walk(site, Walks.REAL);
        assertThat(walks.kinds(told))
                .containsExactlyInAnyOrder("stray_draft", "lookalike", "lookalike", "unknown_publication");
        assertThat(wordpress.post(stray)).isPresent();
        UUID dry = walks.walk(site, new Orders(true, false, true, false));
        assertThat(wordpress.post(stray)).isPresent();
        UUID real = walks.walk(site, SWEEP);

        assertThat(walks.found(real)).isEqualTo(walks.found(dry));
        assertThat(walks.results(real)).containsOnly("done", "nothing_to_do");
        assertThat(wordpress.post(stray)).isEmpty();
        assertThat(Stream.of(copy, unmarked, unknown, post).map(wordpress::post))
                .allMatch(Optional::isPresent);
        assertThat(walks.kinds(walks.walk(site, SWEEP)))
                .containsExactlyInAnyOrder("lookalike", "lookalike", "unknown_publication");
    }

    @Test
    void a_draft_without_a_recorded_post_waits_for_adoption_however_old() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "waits").want();
        story.awaitReceipt("published");
        damage.forgetPost(story.id());
        Slot slot = new Slot(new PublicationId(story.id()), 1);
        editor.delete(story.postsAt(wordpress).getFirst().id());
        long draft = editor.create(slot.technicalSlug(), "draft", slot.marker());

        UUID run = walks.walk(site, SWEEP);

        assertThat(walks.kinds(run)).containsExactly("waiting_draft");
        assertThat(wordpress.post(draft)).isPresent();
    }

    @Test
    void a_second_public_post_is_an_alarm_and_nothing_is_deleted() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "twice").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        long second = editor.create("twice-2", "publish", new Slot(new PublicationId(story.id()), 1).marker());

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(walks.kinds(run)).containsExactly("second_public_post");
        assertThat(walks.results(run)).containsExactly("done");
        assertThat(story.kinds().getLast()).isEqualTo("parked");
        assertThat(story.receipts().getLast().path("problem").path("detail").stringValue())
                .contains("post " + post, "post " + second);
        assertThat(story.row()).containsEntry("remote_id", post).containsEntry("remote_state", "PUBLIC");
        assertThat(wordpress.publicPosts()).hasSize(2);
        assertThat(walks.results(walks.walk(site, Walks.REAL))).containsExactly("nothing_to_do");
        assertThat(story.times("parked")).isOne();
    }

    @Test
    void of_two_unrecorded_public_posts_none_is_chosen() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "which").want();
        story.awaitReceipt("published");
        damage.forgetPost(story.id());
        editor.create("which-2", "publish", new Slot(new PublicationId(story.id()), 1).marker());

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(walks.kinds(run)).containsOnly("second_public_post");
        assertThat(story.row()).containsEntry("remote_id", null);
        assertThat(story.kinds().getLast()).isEqualTo("parked");
        assertThat(wordpress.publicPosts()).hasSize(2);
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                Arguments.of(Fault.html200(), "WP_ANSWERED_HTML"),
                Arguments.of(Fault.status(500), "WP_SERVER_ERROR"),
                Arguments.of(Fault.maintenance(), "WP_MAINTENANCE"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("noAnswers")
    void nothing_is_concluded_from_an_answer_that_is_none(Fault fault, String code) {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "still-there").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        editor.delete(post);
        wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/posts"))
                .always()
                .then(fault);

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(fault.fired()).isPositive();
        assertThat(walks.row(run)).containsEntry("state", "stopped").containsEntry("problem_code", code);
        assertThat(walks.kinds(run)).isEmpty();
        assertThat(story.row()).containsEntry("remote_state", "PUBLIC");
    }

    @Test
    void a_walk_stops_at_what_can_be_no_slug() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "odd-slug").want();
        story.awaitReceipt("published");
        Fault fault = wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/posts"))
                .always()
                .then(Fault.retold(body -> body.replace("\"slug\":\"", "\"slug\":\"\\u0000")));

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(fault.fired()).isPositive();
        assertThat(walks.row(run))
                .containsEntry("state", "stopped")
                .containsEntry("problem_code", "WP_UNREADABLE_ANSWER");
        assertThat(walks.kinds(run)).isEmpty();
        assertThat(story.row()).containsEntry("remote_state", "PUBLIC");
    }

    @Test
    void a_site_that_does_not_know_us_shows_no_absence() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "unseen").want();
        story.awaitReceipt("published");
        wordpress.revokeApplicationPassword(wordpress.editor());

        UUID run = walks.walk(site, Walks.REAL);

        assertThat(walks.row(run))
                .containsEntry("state", "stopped")
                .containsEntry("problem_code", "WP_CREDENTIALS_LOST");
        assertThat(walks.kinds(run)).isEmpty();
    }

    @Test
    void the_receipts_give_the_record_back_while_the_site_is_away() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "remembered").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        damage.project(story.id());
        damage.forgetPost(story.id());
        damage.forgetReceipts(story.id());
        Fault away = wordpress.script().onNext(_ -> true).always().then(Fault.status(500));

        UUID run = walks.walk(site, new Orders(false, false, false, true));

        assertThat(away.fired()).isPositive();
        assertThat(walks.row(run)).containsEntry("state", "stopped");
        assertThat(walks.found(run))
                .singleElement()
                .satisfies(found -> assertThat(found.evidence()).isEqualTo("receipts"))
                .satisfies(found -> assertThat(found.kind()).isEqualTo("lost_record"));
        assertThat(story.row())
                .containsEntry("remote_id", post)
                .containsEntry("remote_state", "PUBLIC")
                .containsEntry("receipt_sequence", 3L);
    }

    /** A reset of the projection: docs/operations/reset-to-a-step.md. */
    @Test
    void what_was_put_back_to_a_step_is_seen_once_more_and_told_anew_without_a_write_at_the_site() {
        UUID site = newsroom.site(wordpress);
        Story reset = newsroom.story(site, "put-back").want();
        Story other = newsroom.story(site, "left-alone").want();
        long post = reset.awaitReceipt("published").path("post").path("id").longValue();
        other.awaitReceipt("published");
        damage.project(reset.id());
        damage.project(other.id());
        damage.invalidateAfter(reset.id(), "reserved");
        List<String> before = reset.kinds();
        long writes = writes();

        UUID dry = walks.walk(site, new Orders(true, false, false, true));
        UUID real = walks.walk(site, new Orders(false, false, false, true));

        assertThat(walks.results(dry)).containsExactly("not_done");
        assertThat(walks.found(real)).isEqualTo(walks.found(dry));
        assertThat(walks.found(real)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("untold");
            assertThat(found.publication()).isEqualTo(reset.id());
            assertThat(found.action()).isEqualTo("tell_again");
        });
        assertThat(reset.kinds()).hasSize(before.size() + 1).endsWith("published");
        assertThat(Contracts.errorsInReceipt(reset.receipts().getLast().toString()))
                .isEmpty();
        assertThat(reset.receipts().getLast().path("post").path("id").longValue())
                .isEqualTo(post);
        assertThat(reset.receipts().getLast().path("post").path("url").stringValue())
                .isNotBlank();
        assertThat(writes()).as("nothing is done twice").isEqualTo(writes);
        assertThat(reset.everPublicAt(wordpress)).isEqualTo(1);

        damage.project(reset.id());
        assertThat(walks.kinds(walks.walk(site, new Orders(false, false, false, true))))
                .as("told is told")
                .isEmpty();
        assertThat(other.kinds()).containsOnlyOnce("published");
    }

    @Test
    void what_was_put_back_to_a_step_is_not_told_as_published_while_the_site_shows_no_address_of_it() {
        UUID site = newsroom.site(wordpress);
        Story reset = newsroom.story(site, "put-back-to-nowhere").want();
        reset.awaitReceipt("published");
        damage.project(reset.id());
        damage.invalidateAfter(reset.id(), "reserved");
        Fault nowhere = wordpress
                .script()
                .onNext(request ->
                        request.method().equals("GET") && request.route().startsWith("/wp/v2/posts"))
                .always()
                .then(Fault.retold(words -> words.replaceAll("\"link\":\"[^\"]*\"", "\"link\":false")));

        UUID run = walks.walk(site, new Orders(false, false, false, true));

        assertThat(nowhere.fired()).isPositive();
        assertThat(walks.found(run))
                .extracting(found -> found.kind() + " " + found.action())
                .containsExactly("no_address none", "untold none");
        assertThat(reset.kinds()).containsExactly("claimed", "reserved", "published");

        wordpress.script().clear();
        walks.walk(site, new Orders(false, false, false, true));
        assertThat(reset.kinds()).endsWith("published", "published");
        assertThat(reset.receipts().getLast().path("post").path("url").stringValue())
                .isNotBlank();
    }

    @Test
    void of_what_was_put_back_to_the_start_the_reservation_is_told_anew_too() {
        UUID site = newsroom.site(wordpress);
        Story reset = newsroom.story(site, "put-back-to-the-start").want();
        reset.awaitReceipt("published");
        damage.project(reset.id());
        damage.invalidateAfter(reset.id(), "claimed");
        long writes = writes();

        walks.walk(site, new Orders(false, false, false, true));

        assertThat(reset.kinds()).containsExactly("claimed", "reserved", "published", "reserved", "published");
        assertThat(writes()).isEqualTo(writes);
    }

    private long writes() {
        return wordpress.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .count();
    }

    @Test
    void a_site_is_walked_by_one_at_a_time() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "one-at-a-time").want().awaitReceipt("published");
        var gate = new Gate();
        Fault slow = wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/users/me"))
                .then(Fault.hangAfterWrite(gate));

        UUID run = walks.begin(site, Walks.DRY);
        Started second = reconciliations.start(new SiteId(site), "another", Walks.REAL);
        gate.open();

        assertThat(second).isInstanceOf(Started.AlreadyUnderWay.class);
        walks.awaitEnd(run);
        assertThat(slow.fired()).isPositive();
        assertThat(walks.kinds(walks.walk(site, Walks.DRY))).isEmpty();
    }

    @Test
    void what_a_run_did_not_reach_is_for_the_next_one() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "later").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        editor.trash(post);
        Run first = runs.begin(UUID.randomUUID(), asked(site)).orElseThrow();
        var asksBeforeItStops = new AtomicInteger(2);

        reconcileSite.walk(first, () -> asksBeforeItStops.decrementAndGet() == 0);
        UUID second = walks.walk(site, Walks.REAL);

        assertThat(walks.row(first.id()))
                .containsEntry("state", "paused")
                .containsEntry("place", "marked:post:0")
                .containsEntry("entries", 1);
        assertThat(walks.kinds(first.id())).containsExactly("trashed");
        assertThat(walks.row(second))
                .containsEntry("state", "completed")
                .containsEntry("resumed_from", first.id())
                .containsEntry("entries", 0);
        assertThat(walks.row(walks.walk(site, Walks.REAL)))
                .containsEntry("resumed_from", null)
                .containsEntry("entries", 1);
    }

    @Test
    void a_run_whose_process_died_is_given_up_and_goes_on_from_its_place() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "survivor").want().awaitReceipt("published");
        Run dead = runs.begin(UUID.randomUUID(), asked(site)).orElseThrow();
        assertThat(reconciliations.start(new SiteId(site), "too early", Walks.REAL))
                .isInstanceOf(Started.AlreadyUnderWay.class);
        newsroom.sql()
                .sql(
                        "UPDATE wordpress_publisher.reconcile_run SET alive_until = now() - interval '1 s' WHERE id = :run")
                .param("run", dead.id())
                .update();

        UUID next = walks.walk(site, Walks.REAL);
        reconcileSite.walk(dead, () -> false);

        assertThat(walks.row(next)).containsEntry("resumed_from", dead.id()).containsEntry("state", "completed");
        assertThat(walks.row(dead.id()))
                .as("the dead one, awake again, writes no end")
                .containsEntry("state", "abandoned");
    }

    @Test
    void a_run_that_the_machine_itself_breaks_off_has_its_end_on_record() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "too-deep").want().awaitReceipt("published");
        Run run = runs.begin(UUID.randomUUID(), asked(site)).orElseThrow();

        reconcileSite.walk(run, () -> {
            throw new StackOverflowError();
        });

        assertThat(walks.row(run.id()))
                .containsEntry("state", "stopped")
                .containsEntry("problem_code", "RECONCILE_FAILED");
    }

    private static Runs.Asked asked(UUID site) {
        return new Runs.Asked(new SiteId(site), "a tester", false, Walks.REAL);
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
