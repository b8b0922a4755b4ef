package dev.colophon.publishapi.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VariantChoiceTest {

    private static final Slot PAGE = Slot.of(Placement.PAGE);
    private static final Slot POST = Slot.of(Placement.POST);

    @Test
    void the_requests_variant_for_the_placement_comes_first() {
        chooses("given page", Map.of(PAGE, content("given page"), Slot.DEFAULT, content("given")), all());
    }

    @Test
    void then_the_requests_content_even_if_the_story_has_a_variant_for_the_placement() {
        chooses("given", Map.of(Slot.DEFAULT, content("given"), POST, content("given post")), all());
    }

    @Test
    void then_the_storys_variant_for_the_placement() {
        chooses("stored page", Map.of(POST, content("given post")), all());
    }

    @Test
    void then_the_storys_default() {
        chooses(
                "stored",
                Map.of(),
                Map.of(Slot.DEFAULT, stored(Slot.DEFAULT, "stored"), POST, stored(POST, "stored post")));
    }

    @Test
    void with_none_of_them_there_is_no_choice() {
        assertThat(VariantChoice.of(Placement.PAGE, Map.of(POST, content("a")), () -> Map.of(POST, stored(POST, "b"))))
                .isEmpty();
    }

    @Test
    void what_the_story_has_is_not_asked_for_when_the_request_brings_its_own() {
        assertThat(VariantChoice.of(Placement.PAGE, Map.of(PAGE, content("a")), () -> {
                    throw new AssertionError("asked for");
                }))
                .isPresent();
    }

    private static void chooses(String title, Map<Slot, Content> given, Map<Slot, StoredVariant> stored) {
        assertThat(VariantChoice.of(Placement.PAGE, given, () -> stored)
                        .map(VariantChoice::content)
                        .map(Content::title))
                .contains(title);
    }

    private static Map<Slot, StoredVariant> all() {
        return Map.of(Slot.DEFAULT, stored(Slot.DEFAULT, "stored"), PAGE, stored(PAGE, "stored page"));
    }

    private static StoredVariant stored(Slot slot, String title) {
        return new StoredVariant(new UUID(0, 1), slot, content(title), Instant.EPOCH);
    }

    static Content content(String title) {
        return new Content(
                title,
                "",
                "",
                null,
                null,
                Visibility.PUBLIC,
                Set.of(),
                null,
                false,
                List.of(),
                List.of(),
                PostSettings.NONE,
                null,
                List.of(),
                Seo.NONE,
                UpstreamIds.NONE);
    }
}
