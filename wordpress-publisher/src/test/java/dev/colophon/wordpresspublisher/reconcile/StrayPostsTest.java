package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What becomes of posts of ours that are not the one on record. */
@PublisherTest
class StrayPostsTest extends AtWalkedSite {

    private static final Orders SWEEP = new Orders(false, false, true, false);

    StrayPostsTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
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
}
