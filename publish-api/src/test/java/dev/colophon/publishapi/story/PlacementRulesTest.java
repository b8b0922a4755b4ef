package dev.colophon.publishapi.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacementRulesTest {

    private static final Content OF_A_POST = content(
            true,
            List.of("c"),
            List.of("t"),
            settings("aside", null, new Taxonomies(Map.of("category", List.of(List.of("a"))))));

    @Test
    void a_page_carries_no_format_no_categories_no_tags_and_is_not_sticky() {
        assertThat(faults(Placement.PAGE, OF_A_POST))
                .containsExactly(
                        "/content/settings/format NOT_ON_A_PAGE",
                        "/content/categories NOT_ON_A_PAGE",
                        "/content/settings/taxonomies/category NOT_ON_A_PAGE",
                        "/content/tags NOT_ON_A_PAGE",
                        "/content/sticky NOT_ON_A_PAGE");
        assertThat(faults(Placement.POST, OF_A_POST)).isEmpty();
        assertThat(faults(new Placement("event"), OF_A_POST))
                .as("only the site knows")
                .isEmpty();
    }

    @Test
    void a_post_has_no_parent_however_it_is_said() {
        assertThat(faults(Placement.POST, under(new Parent(7L, null, null))))
                .containsExactly("/content/settings/parent NOT_ON_A_POST");
        assertThat(faults(Placement.POST, under(new Parent(null, "up", null))))
                .containsExactly("/content/settings/parentSlug NOT_ON_A_POST");
        assertThat(faults(Placement.POST, under(new Parent(null, null, "k"))))
                .containsExactly("/content/settings/parentStory NOT_ON_A_POST");
        assertThat(faults(Placement.PAGE, under(new Parent(7L, null, null)))).isEmpty();
        assertThat(faults(new Placement("event"), under(new Parent(7L, null, null))))
                .isEmpty();
    }

    @Test
    void a_plain_story_fits_wherever_it_goes() {
        var plain = VariantChoiceTest.content("a");

        assertThat(faults(Placement.PAGE, plain)).isEmpty();
        assertThat(faults(Placement.POST, plain)).isEmpty();
    }

    private static List<String> faults(Placement placement, Content content) {
        var findings = new Findings();
        PlacementRules.check(placement, content, "/content", findings);
        try {
            findings.refuseIfAny();
            return List.of();
        } catch (ProblemException refusal) {
            return refusal.errors().stream()
                    .map(error -> error.pointer() + " " + error.code())
                    .toList();
        }
    }

    private static Content under(Parent parent) {
        return content(false, List.of(), List.of(), settings(null, parent, Taxonomies.NONE));
    }

    private static PostSettings settings(@Nullable String format, @Nullable Parent parent, Taxonomies taxonomies) {
        return new PostSettings(null, null, null, format, null, parent, taxonomies);
    }

    private static Content content(boolean sticky, List<String> categories, List<String> tags, PostSettings settings) {
        return new Content(
                "a",
                "",
                "",
                null,
                null,
                Visibility.PUBLIC,
                Set.of(),
                null,
                sticky,
                categories,
                tags,
                settings,
                null,
                List.of(),
                Seo.NONE,
                UpstreamIds.NONE);
    }
}
