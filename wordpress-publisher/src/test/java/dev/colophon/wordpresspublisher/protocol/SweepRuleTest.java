package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.protocol.SweepRule.Known;
import dev.colophon.wordpresspublisher.protocol.SweepRule.Sweep;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepRuleTest {

    private static final Slot SLOT =
            new Slot(new PublicationId(UUID.fromString("5f0c6a0e-6d0a-4b6e-9a65-0d4f6c1f7a11")), 2);
    private static final PostId DRAFT = new PostId(7);
    private static final PostId OTHER = new PostId(9);

    @Test
    void a_draft_whose_place_another_post_has_is_deleted() {
        assertThat(judge(new Known(2, OTHER))).isEqualTo(Sweep.DELETE);
    }

    @Test
    void the_recorded_post_is_never_deleted() {
        assertThat(judge(new Known(2, DRAFT))).isEqualTo(Sweep.WAIT);
        assertThat(judge(new Known(3, DRAFT))).isEqualTo(Sweep.REPORT);
    }

    @Test
    void a_draft_that_a_visit_may_be_adopting_now_waits() {
        assertThat(judge(new Known(2, null))).isEqualTo(Sweep.WAIT);
    }

    @Test
    void a_draft_of_a_closed_generation_is_deleted() {
        assertThat(judge(new Known(3, null))).isEqualTo(Sweep.DELETE);
        assertThat(judge(new Known(3, OTHER))).isEqualTo(Sweep.DELETE);
    }

    @Test
    void what_the_ledger_does_not_know_is_reported_and_not_deleted() {
        assertThat(judge(null)).isEqualTo(Sweep.REPORT);
        assertThat(judge(new Known(1, OTHER))).isEqualTo(Sweep.REPORT);
    }

    @ParameterizedTest
    @EnumSource(value = SeenStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "DRAFT")
    void only_drafts_are_deleted(SeenStatus status) {
        var post = new SeenPost(DRAFT, status, SLOT.technicalSlug(), null, null, true);

        assertThat(SweepRule.judge(SLOT, post, new Known(2, OTHER))).isEqualTo(Sweep.REPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"somebody-elses", "colophon-5f0c6a0e6d0a4b6e9a650d4f6c1f7a11-g1", ""})
    void a_draft_under_another_slug_is_not_ours_to_delete(String slug) {
        var post = new SeenPost(DRAFT, SeenStatus.DRAFT, slug, null, null, true);

        assertThat(SweepRule.judge(SLOT, post, new Known(2, OTHER))).isEqualTo(Sweep.REPORT);
    }

    @Test
    void a_draft_without_our_marker_is_not_ours_to_delete() {
        var post = new SeenPost(DRAFT, SeenStatus.DRAFT, SLOT.technicalSlug(), null, null, false);

        assertThat(SweepRule.judge(SLOT, post, new Known(2, OTHER))).isEqualTo(Sweep.REPORT);
    }

    private static Sweep judge(@Nullable Known known) {
        var draft = new SeenPost(DRAFT, SeenStatus.DRAFT, SLOT.technicalSlug() + "-2", null, null, true);
        return SweepRule.judge(SLOT, draft, known);
    }
}
