package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which fields an update sends: every case that differs in what is wanted, what was read back, what is shown and what was sent. */
class FieldChoiceTest {

    private static final Map<String, String> WANTED = Map.of("title", "new", "content", "body");

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void what_stands_as_wanted_is_not_sent(EditPolicy policy) {
        var choice = FieldChoice.of(wish(policy), Written.nothing(), Map.of("title", "old", "content", "body"));

        assertThat(choice).isEqualTo(new FieldChoice(Set.of("title"), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void what_the_site_made_of_the_same_wish_stands_and_is_no_edit(EditPolicy policy) {
        var written = written("content", "body", "filtered");

        var choice = FieldChoice.of(wish(policy), written, Map.of("title", "new", "content", "filtered"));

        assertThat(choice).isEqualTo(new FieldChoice(Set.of(), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void a_new_wish_is_sent_although_the_site_had_changed_the_last_one(EditPolicy policy) {
        var written = written("content", "old", "filtered");

        var choice = FieldChoice.of(wish(policy), written, Map.of("title", "new", "content", "filtered"));

        assertThat(choice).isEqualTo(new FieldChoice(Set.of("content"), Set.of(), Set.of()));
    }

    @Test
    void an_editors_value_is_overwritten_or_kept_as_the_policy_says() {
        var written = written("content", "body", "filtered");
        var shown = Map.of("title", "old", "content", "by the editor");

        assertThat(FieldChoice.of(wish(EditPolicy.OVERWRITE), written, shown))
                .isEqualTo(new FieldChoice(Set.of("title", "content"), Set.of("content"), Set.of()));
        assertThat(FieldChoice.of(wish(EditPolicy.KEEP_EDITORS), written, shown))
                .isEqualTo(new FieldChoice(Set.of("title"), Set.of(), Set.of("content")));
        assertThat(FieldChoice.of(wish(EditPolicy.PARK), written, shown).kept()).containsExactly("content");
    }

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void what_was_sent_since_may_be_our_own_doing(EditPolicy policy) {
        var written = written("content", "old", "old").sending(new FieldChoice(Set.of("content"), Set.of(), Set.of()));

        var choice = FieldChoice.of(wish(policy), written, Map.of("title", "new", "content", "filtered body"));

        assertThat(choice).isEqualTo(new FieldChoice(Set.of("content"), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void an_editor_who_wrote_what_is_wanted_is_in_nobodys_way(EditPolicy policy) {
        var choice = FieldChoice.of(wish(policy), written("content", "old", "old"), WANTED);

        assertThat(choice).isEqualTo(new FieldChoice(Set.of(), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void a_field_that_the_site_does_not_show_is_sent(EditPolicy policy) {
        var choice = FieldChoice.of(wish(policy), written("content", "old", "old"), Map.of("title", "new"));

        assertThat(choice.send()).containsExactly("content");
        assertThat(choice.kept()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EditPolicy.class)
    void a_field_that_the_site_does_not_have_is_nobodys_edit_and_is_sent_again_once_it_has_it(EditPolicy policy) {
        var lost = written("content", "body", Written.NO_SUCH_FIELD);
        var kept = written("content", "body", "body");

        var still = FieldChoice.of(wish(policy), lost, Map.of("title", "new", "content", Written.NO_SUCH_FIELD));
        var there = FieldChoice.of(wish(policy), lost, Map.of("title", "new", "content", "nothing yet"));
        var gone = FieldChoice.of(wish(policy), kept, Map.of("title", "new", "content", Written.NO_SUCH_FIELD));

        assertThat(still).isEqualTo(new FieldChoice(Set.of(), Set.of(), Set.of()));
        assertThat(there).isEqualTo(new FieldChoice(Set.of("content"), Set.of(), Set.of()));
        assertThat(gone).isEqualTo(new FieldChoice(Set.of("content"), Set.of(), Set.of()));
    }

    @Test
    void what_an_editor_keeps_is_still_his_at_the_next_update() {
        var shown = Map.of("title", "new", "content", "by the editor");
        var after = written("content", "older", "older").readBack(WANTED, shown);

        assertThat(after.fields())
                .containsEntry("title", new Written.Field("new", "new"))
                .containsEntry("content", new Written.Field("older", "older"));
        assertThat(FieldChoice.of(wish(EditPolicy.KEEP_EDITORS), after, shown).kept())
                .containsExactly("content");
    }

    @Test
    void what_was_overwritten_is_ours_once_it_was_read_back() {
        var choice = new FieldChoice(Set.of("content"), Set.of("content"), Set.of());
        var sending = written("content", "older", "older").sending(choice);

        assertThat(sending.overwritten()).containsExactly("content");
        var after = sending.readBack(WANTED, WANTED);
        assertThat(after.fields()).containsEntry("content", new Written.Field("body", "body"));
        assertThat(after.sent()).isEmpty();
        assertThat(after.overwritten()).isEmpty();
    }

    private static Wish wish(EditPolicy policy) {
        return new Wish(policy, WANTED);
    }

    private static Written written(String field, String wanted, String shown) {
        return new Written(Map.of(field, new Written.Field(wanted, shown)), Set.of(), Set.of());
    }
}
