package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Deleted is not gone, and gone is not for every caller the same. */
interface TrashContract extends OnSite {

    @Test
    default void a_deleted_post_lies_in_the_trash_and_its_slug_is_free_again() {
        String slug = fresh();
        long first = published(slug);

        Reply trashed = editor().delete(item(first));

        assertThat(trashed.status()).isEqualTo(200);
        assertThat(trashed.field("status")).isEqualTo("trash");
        assertThat(trashed.field("slug")).isEqualTo(slug + "__trashed");
        assertThat(read(first).field("status")).isEqualTo("trash");
        assertRefused(stranger().get(item(first)), 401, "rest_forbidden");
        Reply second = editor().post(POSTS, story(slug, "publish"));
        assertThat(second.field("slug")).isEqualTo(slug);
        assertThat(editor().delete(item(second.id())).field("slug")).isEqualTo(slug + "__trashed-2");
    }

    @Test
    default void deleting_twice_is_told_with_410() {
        long post = published(fresh());
        editor().delete(item(post));

        assertRefused(editor().delete(item(post)), 410, "rest_already_trashed");
    }

    @Test
    default void publishing_a_trashed_post_revives_it_under_its_old_slug_whatever_slug_is_sent() {
        String slug = fresh();
        long post = published(slug);
        editor().delete(item(post));

        Reply revived = editor().post(item(post), Map.of("status", "publish", "slug", fresh()));

        assertThat(revived.status()).isEqualTo(200);
        assertThat(revived.field("status")).isEqualTo("publish");
        assertThat(revived.field("slug")).isEqualTo(slug);
    }

    @Test
    default void an_update_cannot_trash() {
        assertRefused(editor().post(item(published(fresh())), Map.of("status", "trash")), 400, "rest_invalid_param");
    }

    @Test
    default void what_is_deleted_by_force_is_gone_for_ever_and_its_id_invalid() {
        long post = published(fresh());

        Reply gone = editor().delete(item(post) + "?force=true");

        assertThat(gone.json().path("deleted").asBoolean()).isTrue();
        assertThat(gone.json().path("previous").path("id").asLong()).isEqualTo(post);
        assertRefused(read(post), 404, "rest_post_invalid_id");
        assertRefused(editor().post(item(post), Map.of("status", "publish")), 404, "rest_post_invalid_id");
        assertRefused(editor().delete(item(post)), 404, "rest_post_invalid_id");
    }

    @Test
    default void a_late_publish_does_not_revive_what_was_deleted_by_force() {
        String slug = fresh();
        long post = draft(slug);
        CompletableFuture<Reply> late =
                editor().failing("sleep:8000").postApart(item(post), Map.of("status", "publish"));
        pause();
        editor().delete(item(post) + "?force=true");

        assertThat(late.join().status()).isNotEqualTo(200);
        assertThat(read(post).code()).isEqualTo("rest_post_invalid_id");
        assertThat(lookUp(slug).json()).isEmpty();
    }

    @Test
    default void a_late_publish_can_revive_what_was_only_trashed() {
        canHappen(() -> {
            long post = draft(fresh());
            CompletableFuture<Reply> late =
                    editor().failing("sleep:1500").postApart(item(post), Map.of("status", "publish"));
            pause();
            editor().delete(item(post));

            assertThat(late.join().status()).isEqualTo(200);
            assertThat(read(post).field("status")).isEqualTo("publish");
        });
    }
}
