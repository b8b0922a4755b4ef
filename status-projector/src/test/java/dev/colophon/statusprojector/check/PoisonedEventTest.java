package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.check.World.Story;
import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Decision;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.invalidate.Selections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** An event that was invalidated counts for no check, and counts again when it is reinstated. */
@NullUnmarked
class PoisonedEventTest extends CheckTest {

    private final PreviewImpact preview;
    private final DecideOnEvents decide;

    PoisonedEventTest(@Autowired PreviewImpact preview, @Autowired DecideOnEvents decide) {
        this.preview = preview;
        this.decide = decide;
    }

    @Test
    void a_forged_second_post_is_found_until_it_is_invalidated() {
        var story = world.published();
        var forged = new Story(story.id(), story.post() + 500_000).receipt("published", 4);
        ((ObjectNode) forged.get("post")).putNull("url");
        world.project(story, forged);
        world.ledger(story, "receipt_sequence = 4");
        var poisoned = List.of("several-posts-of-one-publication", "publication-conflict", "required-output-missing");
        assertThat(failing()).containsExactlyInAnyOrderElementsOf(poisoned);

        var decision = invalidate(story.eventId(forged));

        assertThat(failing()).isEmpty();
        decide.reinstate(
                decision,
                new Decision(
                        UUID.randomUUID(),
                        "it was true",
                        "ada",
                        preview.ofReinstating(decision).fingerprint()));
        world.observe();
        assertThat(failing()).containsExactlyInAnyOrderElementsOf(poisoned);
    }

    @Test
    void a_post_whose_only_receipt_is_invalidated_is_public_without_one() {
        var story = world.published();

        invalidate(story.eventId(story.receipt("published", 3)));

        assertThat(failing())
                .containsExactlyInAnyOrder(
                        "post-id-without-published-status",
                        "public-without-receipt",
                        "work-done-without-terminal-status",
                        "work-beyond-its-time",
                        "illegal-combination");
    }

    private List<String> failing() {
        return runChecks.run(checks.all(), null).results().stream()
                .filter(result -> result.state().failed())
                .map(result -> result.check().id())
                .toList();
    }

    private UUID invalidate(UUID event) {
        var selection = Selections.ofEvents(Set.of(event));
        var decision = new Decision(
                UUID.randomUUID(),
                "forged",
                "ada",
                preview.ofInvalidating(selection).fingerprint());
        decide.invalidate(selection, decision);
        world.observe();
        return decision.id();
    }
}
