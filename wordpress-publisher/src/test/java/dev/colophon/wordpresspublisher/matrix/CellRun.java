package dev.colophon.wordpresspublisher.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.wordpress.Account;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.ScriptedCrash;
import dev.colophon.wordpresspublisher.ScriptedCrash.Died;
import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publish.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes one story through one cell, on a site of its own, and judges what is left when all has healed. */
final class CellRun {

    private static final Duration LATE_REQUEST_BOUND = Duration.ofMinutes(5);
    private static final Set<String> ENDS =
            Set.of("published", "unpublished", "failed", "removed", "parked", "cancelled");
    private static final CrashPoints CALM = new Calm();

    private final Cell cell;
    private final Newsroom newsroom;
    private final Workers workers;
    private final MatrixSite site;
    private final Duration patience;
    private final String slug;
    private final Story story;
    private final Disturbance disturbance;
    private long revision;
    private boolean wantsPublic = true;

    CellRun(Cell cell, Newsroom newsroom, Workers workers, MatrixSite site, Duration patience) {
        this.cell = cell;
        this.newsroom = newsroom;
        this.workers = workers;
        this.site = site;
        this.patience = patience;
        Account editor = site.itself().editor();
        UUID id = newsroom.register(UUID.randomUUID(), site.url(), editor.login(), editor.applicationPassword());
        this.slug = "cell-" + id.toString().replaceAll("[-0-9]", "");
        this.story = newsroom.story(id, slug);
        var rival = new Rival(newsroom, site.itself(), story.id());
        this.disturbance =
                new Disturbance(cell, site, cell.step() == Step.DROPPED ? rival::checkpointOnce : () -> {}, patience);
    }

    /** How much a cell left at the site beside its one post. */
    record Left(int drafts, long visits) {}

    /**
     * An ordinary request was later than the client waits, and the story went past the step another way: nothing was
     * interrupted, so there is nothing to judge.
     */
    static final class PassedBy extends RuntimeException {

        private static final long serialVersionUID = 1;

        PassedBy() {
            super("its step was passed by", null, false, false);
        }
    }

    /** @throws PassedBy where the interruption cannot come any more */
    Left run() {
        prepare();
        awaiting("the interruption", () -> disturbance.hasStruck() || hasEnded());
        if (!disturbance.hasStruck()) {
            throw new PassedBy();
        }
        switch (cell.then()) {
            case NOTHING -> {}
            case AN_UPDATE -> want(true);
            case AN_UNPUBLISH -> want(false);
        }
        newsroom.expireLease(story.id());
        if (cell.step() == Step.ACCEPTED) {
            story.redeliver();
        }
        if (cell.when().sleeps()) {
            int sleeping = cell.step() == Step.ACCEPTED ? 0 : 1;
            awaiting("another to finish", () -> {
                freeTheKey();
                return hasNothingToDoNow() && workers.underWay(story.id()) == sleeping;
            });
            disturbance.wakeUp();
        }
        awaiting("the site's answer", this::answered);
        freeTheKey();
        awaiting("the end of the visits", this::hasEnded);
        disturbance.letGo(); // what is late lands now: after it was repeated, and before T_max
        awaiting("late requests to land", () -> site.requestsUnderWay() == 0);
        assertThat(site.hasFailedAsAsked()).as("the site's fault has struck").isTrue();
        awaitRest();
        if (cell.mayFail() && last("failed")) {
            want(wantsPublic);
            awaitRest();
        }
        return judge();
    }

    /** What hangs at the site holds the key: until it lands, nobody goes on. */
    private void freeTheKey() {
        if (cell.road() == Road.KEYED && disturbance.wasAnswered()) {
            disturbance.letGo();
        }
    }

    /** Brings the story to where the step can be met, and sets the disturbance loose. */
    private void prepare() {
        switch (cell.step().word()) {
            case "accepted" -> {
                workers.disturb(story.id(), CALM);
                Thread.ofVirtual().start(() -> {
                    try {
                        ScriptedCrash.during(disturbance, () -> want(true));
                    } catch (Died asked) {
                        // a consumer that dies commits no offset: the record is delivered once more
                    }
                });
            }
            case "looked_up", "looked", "filled" -> comeAfterAnother();
            case "updated", "unpublished" -> {
                publishCalmly();
                workers.disturb(story.id(), disturbance);
                want(cell.step() == Step.UPDATED);
            }
            case "credentials_checked", "generation_opened" -> {
                publishCalmly();
                trash();
                want(true);
                awaitRest();
                workers.disturb(story.id(), disturbance);
                want(true, "retry");
            }
            default -> {
                workers.disturb(story.id(), disturbance);
                want(true);
            }
        }
    }

    /** Whoever comes after meets the disturbance, be it that the lease runs out by itself on a slow machine. */
    private void comeAfterAnother() {
        if (cell.road() == Road.KEYED
                && cell.step() == Step.LOOKED_UP) { // a create was refused, and its post may be there
            site.answerOnce(Road::isByKey, SiteAnswer.DONE_BUT_400, new Gate());
            workers.disturb(story.id(), disturbance);
            want(true);
            return;
        }
        Step last = cell.step() == Step.LOOKED_UP ? Step.CLAIMED : Step.RESERVED;
        var dies = new DiesOnce(
                cell.road() == Road.KEYED ? Step.CHECKPOINTED : last, () -> workers.disturb(story.id(), disturbance));
        workers.disturb(story.id(), dies);
        want(true);
        awaiting("a first worker to die", dies::hasDied);
        newsroom.expireLease(story.id());
    }

    private void publishCalmly() {
        workers.disturb(story.id(), CALM);
        want(true);
        awaitRest();
    }

    private void trash() {
        Editor.at(site.itself()).delete("/wp/v2/posts/" + story.row().get("remote_id"));
    }

    private void want(boolean open) {
        want(open, "publish");
    }

    private void want(boolean open, String action) {
        revision++;
        wantsPublic = open;
        String html = "<p>Revision " + revision + ".</p>";
        story.want(request -> ((ObjectNode) request.put("action", action).path("variant"))
                .put("html", html)
                .put("visibility", open ? "public" : "draft"));
    }

    private Left judge() {
        Map<String, @Nullable Object> row = story.row();
        Slot slot = new Slot(new PublicationId(story.id()), cell.afterRemoval() ? 2 : 1);
        List<StoredPost> all = site.postsOf(story.id());
        List<StoredPost> posts = all.stream()
                .filter(post -> post.content().contains(slot.marker()))
                .toList();
        StoredPost ours = posts.stream()
                .filter(post -> Long.valueOf(post.id()).equals(row.get("remote_id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the recorded post is not at the site"));

        assertThat(site.everPublic(posts))
                .as("posts ever public in this generation")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(all)
                .filteredOn(post -> post.status().equals("publish"))
                .as("public now")
                .hasSize(wantsPublic ? 1 : 0);
        assertThat(ours.status()).isEqualTo(wantsPublic ? "publish" : "draft");
        assertThat(ours.slug()).isEqualTo(slug);
        assertThat(ours.content()).startsWith("<p>Revision " + revision + ".</p>");
        assertThat(ours.categories()).containsExactly("Local news");
        assertThat(posts)
                .filteredOn(post -> post.id() != ours.id())
                .as("drafts that a sweep may take")
                .allMatch(post -> post.status().equals("draft") && slot.filedUnder(post.slug()));

        if (cell.road() == Road.KEYED) {
            assertThat(posts).as("under a key there is no other post").hasSize(1);
            assertThat(row.get("keyed")).isEqualTo(true);
        }

        assertThat(row.get("remote_state")).isEqualTo(wantsPublic ? "PUBLIC" : "HELD");
        assertThat(row.get("settled_revision")).isEqualTo(revision);
        assertThat(row.get("observed_revision")).isEqualTo(revision);
        assertThat(row.get("unsettled_at")).isNull();
        judgeReceipts(ours);
        return new Left(posts.size() - 1, visits());
    }

    private long visits() {
        return newsroom.sql()
                .sql("SELECT fencing_token FROM wordpress_publisher.ledger WHERE publication_id = :p")
                .param("p", story.id())
                .query(Long.class)
                .single();
    }

    /** The newest revision has one end and it is the ledger's; no revision has two; nothing is told that was not so. */
    private void judgeReceipts(StoredPost ours) {
        var receipts = story.receipts();
        for (long number = 1; number <= revision; number++) {
            List<String> ends = ends(receipts, number);
            assertThat(ends).as("ends of revision " + number).hasSizeLessThanOrEqualTo(1);
            if (!cell.mayFail()) {
                assertThat(ends).doesNotContain("failed");
            }
            if (!cell.afterRemoval()) {
                assertThat(ends).doesNotContain("removed");
            }
            assertThat(ends).doesNotContain("parked");
        }
        assertThat(ends(receipts, revision)).containsExactly(wantsPublic ? "published" : "unpublished");
        assertThat(receipts)
                .filteredOn(receipt -> receipt.path("generation").intValue() == (cell.afterRemoval() ? 2 : 1))
                .filteredOn(receipt -> List.of("published", "unpublished", "reserved")
                        .contains(receipt.path("kind").stringValue()))
                .allMatch(receipt -> receipt.path("post").path("id").longValue() == ours.id());
    }

    private static List<String> ends(List<JsonNode> receipts, long revision) {
        return receipts.stream()
                .filter(receipt -> receipt.path("revision").longValue() == revision)
                .map(receipt -> receipt.path("kind").stringValue())
                .filter(ENDS::contains)
                .toList();
    }

    private boolean last(String kind) {
        return ends(story.receipts(), revision).contains(kind);
    }

    private boolean hasEnded() {
        return hasNothingToDoNow() && workers.underWay(story.id()) == 0;
    }

    /** Nothing is due before T_max has passed. */
    private boolean hasNothingToDoNow() {
        return look("lease_until IS NULL AND coalesce(due_at > now() + interval '1 minute', true)");
    }

    /** What waits for an earlier request to be too old to land is spared the wait, once nobody sends anything any more. */
    private boolean answered() {
        if (!disturbance.wasAnswered() && hasEnded()) {
            travel();
        }
        return disturbance.wasAnswered();
    }

    /** Goes on in time, from one T_max to the next, until nothing will ever be due again. */
    private void awaitRest() {
        awaiting("rest", () -> {
            if (look("due_at > now() + interval '1 minute' AND lease_until IS NULL")) {
                travel();
            }
            return look("lease_until IS NULL AND due_at IS NULL") && workers.underWay(story.id()) == 0;
        });
    }

    /** A T_max further, unless the site has a request in hand: by then none can land any more that was sent before. */
    private void travel() {
        if (site.requestsUnderWay() == 0) {
            newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        }
    }

    private boolean look(String condition) {
        return newsroom.sql()
                .sql("SELECT " + condition + " AS holds FROM wordpress_publisher.ledger WHERE publication_id = :p")
                .param("p", story.id())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private void awaiting(String what, Callable<Boolean> condition) {
        await(what).atMost(patience).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    /** What became of the story so far, for a failure's report. */
    String story() {
        return story.kinds() + " "
                + Optional.of(story.row()).map(row -> {
                    row.remove("content");
                    return row;
                });
    }
}
