package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever comes with a newer epoch shuts out whatever is still on its way under an older one. */
interface CompanionEpochContract extends OnCompanion {

    @Test
    default void an_older_epoch_is_refused_whatever_it_brings() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 5), story(slug, "publish")).id();

        Reply create = editor().post(keyed(slug, 4), story(slug, "publish"));
        Reply update = editor().post(byKey(slug) + "/update?epoch=4", Map.of("title", "Late"));
        Reply publish = editor().post(byKey(slug) + "/publish?epoch=4", Map.of());

        assertThat(List.of(create, update, publish)).allMatch(reply -> reply.status() == 409);
        assertThat(List.of(create, update, publish))
                .allMatch(reply -> reply.code().equals("colophon_stale_epoch"));
        assertThat(create.json().path("data").path("epoch").asLong()).isEqualTo(5);
        assertThat(read(post).raw("title")).isEqualTo("Title of " + slug);
    }

    @Test
    default void a_newer_epoch_shuts_out_an_older_one_for_good_even_where_it_changes_nothing() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "draft")).id();

        editor().post(keyed(slug, 3), story(slug, "draft"));
        Reply late = editor().post(byKey(slug) + "/publish?epoch=2", Map.of());

        assertThat(late.code()).isEqualTo("colophon_stale_epoch");
        assertThat(read(post).field("status")).isEqualTo("draft");
    }

    @Test
    default void a_fence_shuts_out_older_creates_for_good_and_newer_ones_make_the_post() {
        String slug = fresh();

        Reply fenced = editor().post(byKey(slug) + "/fence?epoch=5", Map.of());
        Reply late = editor().post(keyed(slug, 4), story(slug, "publish"));
        Reply found = editor().get(byKey(slug));
        Reply newer = editor().post(keyed(slug, 6), story(slug, "publish"));
        Reply again = editor().post(byKey(slug) + "/fence?epoch=7", Map.of());

        assertThat(fenced.status()).isEqualTo(200);
        assertThat(fenced.json().path("colophon").path("fenced").asBoolean()).isTrue();
        assertThat(late.code()).isEqualTo("colophon_stale_epoch");
        assertThat(found.code()).isEqualTo("colophon_no_such_key");
        assertThat(newer.status()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(newer.id());
        assertThat(editor().post(byKey(slug) + "/fence?epoch=6", Map.of()).code())
                .isEqualTo("colophon_stale_epoch");
        assertThat(lookUp(slug).json()).hasSize(1);
    }

    @Test
    default void a_create_that_hangs_at_the_site_is_waited_for_by_the_fence() {
        String slug = fresh();
        editor().failing("sleep:9000")
                .waiting(Duration.ofSeconds(7)) // it has reached the site's lock by then, on a slow machine too
                .post(keyed(slug, 1), story(slug, "publish"));

        Reply fenced = editor().post(byKey(slug) + "/fence?epoch=2", Map.of());

        assertThat(fenced.status()).isEqualTo(200);
        assertThat(fenced.field("status")).isEqualTo("publish");
        assertThat(fenced.field("slug")).isEqualTo(slug);
    }

    @Test
    default void an_update_by_key_changes_the_post_and_says_what_it_shows() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "draft")).id();

        Reply updated = editor().post(byKey(slug) + "/update?epoch=2", Map.of("title", "Second edition"));
        Reply published = editor().post(byKey(slug) + "/publish?epoch=2", Map.of("slug", slug + "-final"));

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.raw("title")).isEqualTo("Second edition");
        assertThat(updated.json().path("colophon").path("epoch").asLong()).isEqualTo(2);
        assertThat(published.id()).isEqualTo(post);
        assertThat(published.field("status")).isEqualTo("publish");
        assertThat(published.field("slug")).isEqualTo(slug + "-final");
    }

    @Test
    default void without_an_epoch_or_with_an_unknown_type_nothing_is_made() {
        String slug = fresh();

        Reply noEpoch = editor().post(byKey(slug), story(slug, "publish"));
        Reply noType = editor().post(keyed(slug, 1), story(slug, "publish", "type", "sculpture"));

        assertThat(noEpoch.status()).isEqualTo(400);
        assertThat(noEpoch.code()).isEqualTo("rest_missing_callback_param");
        assertThat(noType.code()).isEqualTo("colophon_unknown_type");
        assertThat(lookUp(slug).json()).isEmpty();
    }
}
