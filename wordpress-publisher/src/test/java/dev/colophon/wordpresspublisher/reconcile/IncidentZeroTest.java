package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.ScriptedCrash;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Incident 0 once more: 55 publications have a post, and their record does not say so. One call brings each to its right state, with no
 * new post. docs/operations/post-exists-workflow-unfinished.md is the page that this follows.
 */
@PublisherTest
class IncidentZeroTest {

    /** T_max, and the lease of a worker that died before it. */
    private static final Duration NOTHING_CAN_LAND = Duration.ofMinutes(7);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SEED = Long.getLong("colophon.seed", 20251229L);
    private static final Orders FROM_RECEIPTS_DRY = new Orders(true, false, false, true);
    private static final Orders FROM_RECEIPTS = new Orders(false, false, false, true);

    /** What became of one of the 55, and what is right then. */
    private enum Fate {
        DIED_BEFORE_RECORDING(12, "published"),
        DIED_THEN_TRASHED(7, "parked"),
        DIED_THEN_DELETED(6, "parked"),
        DIED_THEN_EDITED(6, "published"),
        DIED_THEN_SET_TO_DRAFT(6, "published"),
        GIVEN_UP_THOUGH_PUBLIC(5, "published"),
        LEDGER_FORGOT_IT(4, "published"),
        LEDGER_FORGOT_IT_THEN_TRASHED(2, "removed"),
        LEDGER_FORGOT_IT_THEN_EDITED(2, "published"),
        LEDGER_AND_RECEIPTS_FORGOT_IT(5, "published");

        private final int times;
        private final String rightEnd;

        Fate(int times, String rightEnd) {
            this.times = times;
            this.rightEnd = rightEnd;
        }
    }

    private final ScriptedCrash crash;
    private final Newsroom newsroom;
    private final Walks walks;
    private final Damage damage;

    IncidentZeroTest(
            PostgresServer postgres,
            @Autowired ScriptedCrash crash,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery,
            @Autowired Reconciliations reconciliations) {
        this.crash = crash;
        this.newsroom = new Newsroom(postgres, work, delivery);
        this.walks = new Walks(newsroom, reconciliations);
        this.damage = new Damage(newsroom);
    }

    @BeforeAll
    static void others(PostgresServer postgres) {
        postgres.migrate("status-projector");
        postgres.clear("wordpress_publisher"); // what others left due would be visited here, and die in place of the 55
    }

    @Test
    void one_call_brings_55_orphans_to_their_right_states_with_no_new_post() {
        System.err.println("incident 0, seed " + SEED);
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            UUID site = newsroom.site(wordpress);
            Map<Fate, List<Story>> orphans = orphans(wordpress, site);
            assertThat(orphans.values().stream().mapToInt(List::size).sum()).isEqualTo(55);
            long created = created(wordpress);
            Map<UUID, Long> publicBefore = publicPosts(orphans, wordpress);

            UUID dry = walks.walk(site, FROM_RECEIPTS_DRY);
            assertThat(walks.results(dry)).isSubsetOf("not_done", "nothing_to_do");
            assertThat(walks.row(dry)).containsEntry("state", "completed");
            UUID real = walks.walk(site, FROM_RECEIPTS);

            assertThat(walks.row(real)).containsEntry("state", "completed").containsEntry("operator", "a tester");
            assertThat(walks.found(real)).isEqualTo(walks.found(dry));
            assertThat(walks.results(real)).isSubsetOf("done", "nothing_to_do");
            assertEachInItsRightState(orphans, wordpress);
            assertThat(created(wordpress)).as("no new post").isEqualTo(created);
            assertThat(publicPosts(orphans, wordpress)).containsAllEntriesOf(publicBefore);
            assertThat(walks.found(real)).hasSizeGreaterThanOrEqualTo(55);
            assertEditsStand(orphans, wordpress);
            assertSecondRunFindsTheEditsAlone(site, orphans);
        }
    }

    private void assertEachInItsRightState(Map<Fate, List<Story>> orphans, FakeWordPress wordpress) {
        orphans.forEach((fate, stories) -> stories.forEach(story -> {
            if (story.kinds().getLast().equals("unconfirmed")) {
                // A draft that is gone is given up only when no publish of ours can bring it back any more.
                newsroom.travel(story.id(), NOTHING_CAN_LAND);
            }
            await(fate + " " + story.id())
                    .atMost(PATIENCE)
                    .until(() -> story.kinds().getLast().equals(fate.rightEnd));
            assertThat(story.everPublicAt(wordpress))
                    .as(fate + " " + story.id())
                    .isLessThanOrEqualTo(1);
            boolean isPublic = fate.rightEnd.equals("published");
            assertThat(story.row().get("remote_state"))
                    .as(fate + " " + story.id())
                    .isEqualTo(isPublic ? "PUBLIC" : fate.rightEnd.equals("removed") ? "REMOVED" : "RESERVED");
        }));
    }

    private static void assertEditsStand(Map<Fate, List<Story>> orphans, FakeWordPress wordpress) {
        for (Fate edited : List.of(Fate.DIED_THEN_EDITED, Fate.LEDGER_FORGOT_IT_THEN_EDITED)) {
            orphans.getOrDefault(edited, List.of())
                    .forEach(story -> assertThat(
                                    story.postsAt(wordpress).getFirst().content())
                            .as(edited + " " + story.id())
                            .contains("by hand"));
        }
    }

    private void assertSecondRunFindsTheEditsAlone(UUID site, Map<Fate, List<Story>> orphans) {
        UUID second = walks.walk(site, FROM_RECEIPTS);
        assertThat(walks.found(second))
                .allSatisfy(found -> assertThat(found.kind()).isEqualTo("edited"))
                .extracting(Walks.Found::publication)
                .containsExactlyInAnyOrderElementsOf(
                        orphans.getOrDefault(Fate.LEDGER_FORGOT_IT_THEN_EDITED, List.of()).stream()
                                .map(Story::id)
                                .toList());

        walks.walk(site, new Orders(false, true, false, true));
        assertThat(walks.found(walks.walk(site, FROM_RECEIPTS))).isEmpty();
    }

    private Map<Fate, List<Story>> orphans(FakeWordPress wordpress, UUID site) {
        List<Fate> fates = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            fates.addAll(Collections.nCopies(fate.times, fate));
        }
        Collections.shuffle(fates, new Random(SEED));
        Map<Fate, List<Story>> orphans = new EnumMap<>(Fate.class);
        int number = 0;
        for (Fate fate : fates) {
            Story story = newsroom.story(site, "orphan-" + ++number);
            happen(fate, story, wordpress);
            orphans.computeIfAbsent(fate, _ -> new ArrayList<>()).add(story);
        }
        return orphans;
    }

    private void happen(Fate fate, Story story, FakeWordPress wordpress) {
        var editor = new EditorsHand(wordpress);
        switch (fate) {
            case DIED_BEFORE_RECORDING -> dieBeforeRecording(story);
            case DIED_THEN_TRASHED -> afterDeath(story, wordpress, editor::trash);
            case DIED_THEN_DELETED -> afterDeath(story, wordpress, editor::delete);
            case DIED_THEN_EDITED -> afterDeath(story, wordpress, post -> editByHand(story, editor, post));
            case DIED_THEN_SET_TO_DRAFT -> afterDeath(story, wordpress, post -> editor.set(post, "draft"));
            case GIVEN_UP_THOUGH_PUBLIC -> {
                dieBeforeRecording(story);
                damage.giveUp(story.id());
            }
            case LEDGER_FORGOT_IT -> forget(story);
            case LEDGER_FORGOT_IT_THEN_TRASHED -> {
                forget(story);
                editor.trash(only(story, wordpress));
            }
            case LEDGER_FORGOT_IT_THEN_EDITED -> {
                forget(story);
                editByHand(story, editor, only(story, wordpress));
            }
            case LEDGER_AND_RECEIPTS_FORGOT_IT -> {
                story.want().awaitReceipt("published");
                damage.forgetPost(story.id());
            }
        }
    }

    private void afterDeath(Story story, FakeWordPress wordpress, Consumer<Long> editors) {
        dieBeforeRecording(story);
        editors.accept(only(story, wordpress));
    }

    private void dieBeforeRecording(Story story) {
        crash.once("before:recorded");
        story.want();
        await("the worker's death").pollInterval(Duration.ofMillis(5)).until(() -> crash.fired() == 1);
        damage.strand(story.id());
        assertThat(story.row()).containsEntry("remote_state", "RESERVED");
    }

    private void forget(Story story) {
        story.want().awaitReceipt("published");
        damage.project(story.id());
        damage.forgetPost(story.id());
        damage.forgetReceipts(story.id());
    }

    private static void editByHand(Story story, EditorsHand editor, long post) {
        editor.edit(post, "<p>by hand</p><!-- colophon:" + story.id() + " g1 -->");
    }

    private static long only(Story story, FakeWordPress wordpress) {
        List<StoredPost> posts = story.postsAt(wordpress);
        assertThat(posts).hasSize(1);
        return posts.getFirst().id();
    }

    private static long created(FakeWordPress wordpress) {
        return wordpress.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.route().matches("/wp/v2/(posts|pages)"))
                .count();
    }

    private static Map<UUID, Long> publicPosts(Map<Fate, List<Story>> orphans, FakeWordPress wordpress) {
        return orphans.values().stream()
                .flatMap(List::stream)
                .flatMap(story -> story.postsAt(wordpress).stream()
                        .filter(post -> post.status().equals("publish"))
                        .map(post -> Map.entry(story.id(), post.id())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
    }
}
