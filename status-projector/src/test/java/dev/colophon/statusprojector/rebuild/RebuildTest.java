package dev.colophon.statusprojector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Decision;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.invalidate.Selections;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.statusprojector.rebuild.Differences.Counts;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Statuses made anew from the log, on a real PostgreSQL, in batches of seven. */
@NullUnmarked
class RebuildTest extends RebuildGround {

    private final PreviewImpact preview;
    private final DecideOnEvents decide;

    RebuildTest(@Autowired PreviewImpact preview, @Autowired DecideOnEvents decide) {
        this.preview = preview;
        this.decide = decide;
    }

    @Test
    void a_rebuild_of_what_is_right_changes_nothing_and_tells_nobody() {
        var before = everything();

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.state()).isEqualTo("done");
        assertThat(done.eventsDone()).isEqualTo(2L * 4 * PUBLICATIONS);
        assertThat(done.swapped() + done.announced() + done.diverged()).isZero();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_dry_run_finds_what_the_real_run_then_puts_right_and_changes_nothing_itself() {
        var right = statuses();
        plantGarbage();
        var garbage = everything();

        var dry = dryRun(RebuildSelection.ALL);
        assertThat(everything()).isEqualTo(garbage);
        var real = rebuild(RebuildSelection.ALL);

        assertThat(rebuilds.counts(dry.id())).isEqualTo(new Counts(1, 1, 1, 1));
        assertThat(differences(real)).isEqualTo(differences(dry)).hasSize(4);
        assertThat(real.state()).isEqualTo("done");
        assertThat(real.swapped()).isEqualTo(3);
        assertThat(statuses()).isEqualTo(right);
        assertThat(service.queryForList("SELECT * FROM publication_conflict")).isEmpty();
        assertThat(dryRun(RebuildSelection.ALL)).extracting(this::differences).isEqualTo(List.of());
    }

    @Test
    void subscribers_who_never_heard_of_the_garbage_do_not_hear_of_its_end() {
        plantGarbage();
        var told = outbox();

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.swapped()).isEqualTo(3);
        assertThat(done.announced()).isZero();
        assertThat(outbox()).isEqualTo(told);
    }

    @Test
    void subscribers_who_were_told_otherwise_hear_of_it_once() {
        var wrong = publications.get(3);
        superuser.update("""
                UPDATE status_projector.publication_stream SET told = '1:' || repeat('0', 32) || ':' || repeat('0', 32)
                WHERE publication_id = ?
                """, wrong);
        lie(wrong);

        var first = rebuild(RebuildSelection.ALL);
        var second = rebuild(RebuildSelection.ALL);

        assertThat(first.announced()).isEqualTo(1);
        assertThat(second.announced()).isZero();
        assertThat(service.queryForList(
                        "SELECT payload FROM outbox WHERE type = 'dev.colophon.publication.corrected.v1'",
                        String.class))
                .singleElement()
                .asString()
                .contains(
                        wrong.toString(), "\"status\":\"published\"", first.id().toString());
    }

    @Test
    void where_it_was_not_kept_what_they_were_told_they_were_told_of_the_row() {
        superuser.update("UPDATE status_projector.publication_stream SET told = NULL");
        lie(publications.get(3));

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.announced()).isEqualTo(1);
    }

    @Test
    void an_emptied_table_comes_back_as_it_was() {
        var before = statuses();
        var told = outbox();
        superuser.execute("TRUNCATE status_projector.publication_status, status_projector.publication_conflict");

        var done = rebuild(RebuildSelection.ALL);

        assertThat(done.swapped()).isEqualTo(PUBLICATIONS);
        assertThat(statuses()).isEqualTo(before);
        assertThat(outbox()).isEqualTo(told);
    }

    @Test
    void a_rebuild_applies_no_invalidated_event() {
        var selection = Selections.ofEvents(Set.of(Stories.id(publications.getFirst(), 4)));
        decide.invalidate(
                selection,
                new Decision(
                        UUID.randomUUID(),
                        "forged",
                        "ada",
                        preview.ofInvalidating(selection).fingerprint()));
        var before = statuses();
        superuser.execute("TRUNCATE status_projector.publication_status");

        rebuild(RebuildSelection.ALL);

        assertThat(statuses()).isEqualTo(before);
        assertThat(statusOf(publications.getFirst())).isEqualTo("publishing");
    }

    @Test
    void a_selection_leaves_all_others_as_they_are() {
        lie(publications.get(3));
        lie(publications.get(4));

        rebuild(new RebuildSelection(Set.of(publications.get(3)), null, null, null, null));

        assertThat(statusOf(publications.get(3))).isEqualTo("published");
        assertThat(statusOf(publications.get(4))).isEqualTo("failed");
        assertThat(rebuild(new RebuildSelection(null, UUID.randomUUID(), null, null, null))
                        .publications())
                .isZero();
        var site = service.queryForObject("SELECT DISTINCT site_id FROM publication_status", UUID.class);
        assertThat(rebuild(new RebuildSelection(null, site, "published", null, null))
                        .publications())
                .isEqualTo(PUBLICATIONS);
        assertThat(statusOf(publications.get(4))).isEqualTo("published");
    }
}
