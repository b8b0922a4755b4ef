package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key whose post an editor took away makes no other. */
interface CompanionTrashContract extends OnCompanion {

    @Test
    default void a_post_in_the_trash_is_shown_as_such_and_stays_there() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "publish")).id();
        editor().delete(item(post));

        Reply replay = editor().post(keyed(slug, 1), story(slug, "publish"));
        Reply publish = editor().post(byKey(slug) + "/publish?epoch=1", Map.of());

        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.field("status")).isEqualTo("trash");
        assertThat(publish.status()).isEqualTo(409);
        assertThat(publish.code()).isEqualTo("colophon_post_trashed");
        assertThat(read(post).field("status")).isEqualTo("trash");
    }

    @Test
    default void a_post_that_was_deleted_is_told_as_gone_and_never_made_again() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "publish")).id();
        editor().delete(item(post) + "?force=true");

        Reply again = editor().post(keyed(slug, 2), story(slug, "publish"));

        assertThat(again.status()).isEqualTo(410);
        assertThat(again.code()).isEqualTo("colophon_post_gone");
        assertThat(lookUp(slug).json()).isEmpty();
    }
}
