package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.reconcile.Reconciliations.Started;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** One walk at a time, and none that is lost with its process. */
@PublisherTest
class WalkRunTest extends AtWalkedSite {

    private final Reconciliations reconciliations;
    private final ReconcileSite reconcileSite;
    private final Runs runs;

    WalkRunTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
        this.reconciliations = service.getBean(Reconciliations.class);
        this.reconcileSite = service.getBean(ReconcileSite.class);
        this.runs = service.getBean(Runs.class);
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
}
