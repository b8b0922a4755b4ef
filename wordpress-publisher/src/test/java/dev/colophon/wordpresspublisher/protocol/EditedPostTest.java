package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.Visibility;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the protocol does with the fields that an editor changed. */
class EditedPostTest extends OnePost {

    @Test
    void of_a_held_post_an_editors_title_is_left_and_what_names_it_goes_with_its_status() {
        var shown = edited(SeenStatus.DRAFT);

        var held = look(known(RemoteState.HELD, Visibility.DRAFT, EditPolicy.KEEP_EDITORS), shown);
        var filled = look(known(RemoteState.HELD, Visibility.PUBLIC, EditPolicy.KEEP_EDITORS), shown);

        assertThat(held).isEqualTo(writing(Change.HOLD, Set.of("content", "slug"), Set.of("title")));
        assertThat(filled).isEqualTo(writing(Change.FILL, Set.of("content"), Set.of("title")));
    }

    @Test
    void an_edited_draft_waits_for_a_person_where_the_policy_says_so_and_what_is_public_is_held_at_once() {
        assertThat(look(known(RemoteState.HELD, Visibility.PUBLIC, EditPolicy.PARK), edited(SeenStatus.DRAFT)))
                .isInstanceOfSatisfying(
                        NextStep.Park.class,
                        park -> assertThat(park.problem().code()).isEqualTo("WP_EDITED_AT_SITE"));
        assertThat(look(known(RemoteState.PUBLIC, Visibility.DRAFT, EditPolicy.PARK), edited(SeenStatus.PUBLISH)))
                .isEqualTo(writing(Change.HOLD, Set.of("content", "slug"), Set.of("title")));
    }

    @Test
    void an_update_of_a_public_post_does_with_an_editors_title_what_the_policy_says() {
        var shown = edited(SeenStatus.PUBLISH);

        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.KEEP_EDITORS), shown))
                .isEqualTo(writing(Change.UPDATE, Set.of("content"), Set.of("title")));
        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.OVERWRITE), shown))
                .isEqualTo(new NextStep.Write(
                        POST, Change.UPDATE, new FieldChoice(Set.of("title", "content"), Set.of("title"), Set.of())));
        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.PARK), shown))
                .isInstanceOfSatisfying(NextStep.Park.class, park -> {
                    assertThat(park.problem().code()).isEqualTo("WP_EDITED_AT_SITE");
                    assertThat(park.problem().detail()).contains("post 7", "(title)");
                });
    }

    @Test
    void a_person_who_decided_by_a_retry_has_the_editors_title_written_over() {
        var decided = known(
                RemoteState.PUBLIC, EditPolicy.PARK, new Wanted(2, Visibility.PUBLIC, "same", false, false, true));

        assertThat(look(decided, edited(SeenStatus.PUBLISH)))
                .isEqualTo(new NextStep.Write(
                        POST, Change.UPDATE, new FieldChoice(Set.of("title", "content"), Set.of("title"), Set.of())));
    }

    @Test
    void a_second_look_at_what_waits_for_a_person_asks_no_second_time() {
        var open = known(
                RemoteState.PUBLIC, EditPolicy.PARK, new Wanted(2, Visibility.PUBLIC, "same", true, false, false));
        var held =
                known(RemoteState.HELD, EditPolicy.PARK, new Wanted(2, Visibility.PUBLIC, "same", true, false, false));

        assertThat(look(open, edited(SeenStatus.PUBLISH))).isEqualTo(new NextStep.StillTrue());
        assertThat(look(held, edited(SeenStatus.DRAFT))).isEqualTo(new NextStep.StillTrue());
    }

    @Test
    void of_a_public_post_that_stands_as_wanted_nothing_is_sent() {
        var prints = Map.of("title", "ours", "content", "new", "slug", "final");
        var shown = new SeenPost(POST, SeenStatus.PUBLISH, "final", "https://x/", "sha256:2", true, null, prints);

        assertThat(look(known(RemoteState.PUBLIC, Visibility.PUBLIC, EditPolicy.PARK), shown))
                .isEqualTo(new NextStep.RecordPublic(shown));
    }

    @Test
    void a_held_post_that_lacks_nothing_but_its_name_is_published_without_a_filling() {
        var prints = Map.of("title", "ours", "content", "new", "slug", "technical");
        var shown = new SeenPost(POST, SeenStatus.DRAFT, "final", null, "sha256:2", true, null, prints);

        assertThat(look(known(RemoteState.HELD, Visibility.PUBLIC, EditPolicy.OVERWRITE), shown))
                .isEqualTo(new NextStep.Write(
                        POST, Change.PUBLISH, new FieldChoice(Set.of("slug"), Set.of("slug"), Set.of())));
    }

    private static NextStep writing(Change change, Set<String> send, Set<String> kept) {
        return new NextStep.Write(POST, change, new FieldChoice(send, Set.of(), kept));
    }

    /** Of a post that was read back under this title and content; another content is wanted now. */
    private static Standing known(RemoteState state, Visibility visibility, EditPolicy policy) {
        return known(state, policy, new Wanted(2, visibility, "same", false, false, false));
    }

    private static Standing known(RemoteState state, EditPolicy policy, Wanted wanted) {
        var fields = Map.of(
                "title", new Written.Field("ours", "ours"),
                "content", new Written.Field("old", "old"),
                "slug", new Written.Field("final", "final"));
        var written = new Written(fields, Set.of(), Set.of());
        var post = new OnRecord.Post(POST, state, "final", "sha256:1", false, 1L, null, written);
        var wish = new Wish(policy, Map.of("title", "ours", "content", "new", "slug", "final"));
        return new Standing(SLOT, wanted, post, null, NOW, BOUND, wish);
    }

    private static SeenPost edited(SeenStatus status) {
        var prints = Map.of("title", "by the editor", "content", "old", "slug", "final");
        return new SeenPost(POST, status, "final", "https://x/", "sha256:1", true, null, prints);
    }
}
