package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SlugsTest {

    @Test
    void numbers_are_tried_until_one_is_free() {
        Set<String> taken = Set.of("a", "a-2", "a-3");

        assertThat(Slugs.unique("a", PostType.POST, taken::contains)).isEqualTo("a-4");
        assertThat(Slugs.unique("b", PostType.POST, taken::contains)).isEqualTo("b");
    }

    @Test
    void a_slug_that_leads_elsewhere_is_never_given_as_it_is() {
        assertThat(Slugs.unique("feed", PostType.POST, slug -> false)).isEqualTo("feed-2");
        assertThat(Slugs.unique("page7", PostType.PAGE, slug -> false)).isEqualTo("page7-2");
        assertThat(Slugs.unique("2019", PostType.POST, slug -> false)).isEqualTo("2019-2");
    }

    @Test
    void a_slug_that_is_trashed_keeps_within_200() {
        assertThat(Slugs.trashed("a".repeat(200))).isEqualTo("a".repeat(191) + "__trashed");
        assertThat(Slugs.trashed("a__trashed")).isEqualTo("a__trashed");
    }

    @Test
    void a_cut_never_leaves_half_an_octet() {
        String slug = Slugs.sanitize("x" + "ή".repeat(40));

        assertThat(slug).hasSizeLessThanOrEqualTo(200).matches("x(%[0-9a-f]{2})+");
    }
}
