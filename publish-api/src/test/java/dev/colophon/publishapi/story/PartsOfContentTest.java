package dev.colophon.publishapi.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.site.SiteDefault;
import dev.colophon.publishapi.site.SiteDefaults;
import dev.colophon.publishapi.site.Visibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no content can be made of, whoever makes it, and that every part of it makes another hash. */
class PartsOfContentTest {

    private static final Image IMAGE = new Image("https://x.example/a", null, null);

    @Test
    void every_part_makes_another_hash_and_so_does_its_place() {
        var other = new Image("https://x.example/b", null, null);
        var hashes = Stream.of(
                        content(PostSettings.NONE, null, List.of(), Seo.NONE, UpstreamIds.NONE),
                        with(settings(7L, null, null, null, null, null, Taxonomies.NONE)),
                        with(settings(null, "open", null, null, null, null, Taxonomies.NONE)),
                        with(settings(null, null, "open", null, null, null, Taxonomies.NONE)),
                        with(settings(null, null, null, "aside", null, null, Taxonomies.NONE)),
                        with(settings(null, null, null, null, "aside", null, Taxonomies.NONE)),
                        with(settings(null, null, null, null, null, new Parent(7L, null, null), Taxonomies.NONE)),
                        with(settings(null, null, null, null, null, new Parent(null, "a", null), Taxonomies.NONE)),
                        with(settings(null, null, null, null, null, new Parent(null, null, "a"), Taxonomies.NONE)),
                        with(settings(null, null, null, null, null, null, terms(List.of("a", "b")))),
                        with(settings(null, null, null, null, null, null, terms(List.of("a"), List.of("b")))),
                        with(settings(null, null, null, null, null, null, terms(List.of("a", "c")))),
                        with(settings(null, null, null, null, null, null, terms())),
                        content(PostSettings.NONE, IMAGE, List.of(), Seo.NONE, UpstreamIds.NONE),
                        content(PostSettings.NONE, null, List.of(IMAGE), Seo.NONE, UpstreamIds.NONE),
                        content(PostSettings.NONE, null, List.of(IMAGE, other), Seo.NONE, UpstreamIds.NONE),
                        content(PostSettings.NONE, null, List.of(other, IMAGE), Seo.NONE, UpstreamIds.NONE),
                        content(PostSettings.NONE, null, List.of(), new Seo("a", null, null, null), UpstreamIds.NONE),
                        content(PostSettings.NONE, null, List.of(), new Seo(null, "a", null, null), UpstreamIds.NONE),
                        content(PostSettings.NONE, null, List.of(), Seo.NONE, new UpstreamIds("a", null)),
                        content(PostSettings.NONE, null, List.of(), Seo.NONE, new UpstreamIds(null, "a")))
                .map(Content::hash)
                .toList();

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void what_is_left_open_makes_another_hash_and_what_a_site_gives_fills_it() {
        var open = open(Set.of(SiteDefault.AUTHOR, SiteDefault.CATEGORIES, SiteDefault.VISIBILITY));
        var filled = open.with(new SiteDefaults(7L, List.of("Ports"), Visibility.DRAFT));
        var unfilled = open.with(SiteDefaults.NONE);

        assertThat(open.hash()).isNotEqualTo(open(Set.of(SiteDefault.AUTHOR)).hash());
        assertThat(unfilled.hash()).isEqualTo(open(Set.of()).hash());
        assertThat(filled.leftOpen()).isEmpty();
        assertThat(filled.settings().author()).isEqualTo(7L);
        assertThat(filled.categories()).containsExactly("Ports");
        assertThat(filled.visibility()).isEqualTo(Visibility.DRAFT);
        assertThat(open(Set.of()).with(IMAGE, List.of(IMAGE)).featuredImage()).isEqualTo(IMAGE);
        assertThat(open(Set.of()).with(null, List.of(IMAGE)).media()).containsExactly(IMAGE);
    }

    @Test
    void what_is_said_is_not_left_open() {
        refused(() -> content(
                Visibility.DRAFT, Set.of(SiteDefault.VISIBILITY), List.of(), PostSettings.NONE, "a", "b", List.of()));
        refused(() -> content(
                Visibility.PUBLIC,
                Set.of(SiteDefault.CATEGORIES),
                List.of("c"),
                PostSettings.NONE,
                "a",
                "b",
                List.of()));
        refused(() -> content(
                Visibility.PUBLIC,
                Set.of(SiteDefault.AUTHOR),
                List.of(),
                settings(7L, null, null, null, null, null, Taxonomies.NONE),
                "a",
                "b",
                List.of()));
    }

    @Test
    void content_within_its_limits_can_be_and_beyond_any_of_them_cannot() {
        assertThat(sized("a".repeat(1000), "b".repeat(614_400), 200, 100, 30)).isNotNull();
        refused(() -> sized("a".repeat(1001), "b", 0, 0, 0));
        refused(() -> sized("a", "b".repeat(614_401), 0, 0, 0));
        refused(() -> sized("a", "b", 201, 0, 0));
        refused(() -> sized("a", "b", 0, 101, 0));
        refused(() -> sized("a", "b", 0, 0, 31));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x.example/a",
                "ftp://x.example/a",
                "https://",
                "https:///a",
                "https://me@x.example/a",
                "https://x.example/ä",
                "https://x.example/a b",
                "https://x.example/%"
            })
    void what_is_no_address_of_a_file_on_the_web_is_none_of_an_image_nor_canonical(String url) {
        refused(() -> new Image(url, null, null));
        if (!url.isEmpty()) {
            refused(() -> new Seo(null, null, url, null));
        }
        assertThat(new Seo(null, null, "", null).canonical()).isEmpty();
    }

    @Test
    void words_of_an_image_and_for_search_engines_have_their_limits() {
        assertThat(new Image("http://x.example/" + "a".repeat(1983), "a".repeat(1000), "a".repeat(5000)))
                .isNotNull();
        refused(() -> new Image("http://x.example/" + "a".repeat(1984), null, null));
        refused(() -> new Image("https://x.example/a", "a".repeat(1001), null));
        refused(() -> new Image("https://x.example/a", null, "a".repeat(5001)));
        assertThat(new Seo("a".repeat(300), "a".repeat(1000), null, "a".repeat(200)))
                .isNotNull();
        refused(() -> new Seo("a".repeat(301), null, null, null));
        refused(() -> new Seo(null, "a".repeat(1001), null, null));
        refused(() -> new Seo(null, null, null, "a".repeat(201)));
        assertThat(new UpstreamIds("a".repeat(200), "a".repeat(200))).isNotNull();
        refused(() -> new UpstreamIds("a".repeat(201), null));
        refused(() -> new UpstreamIds(null, "a".repeat(201)));
    }

    @Test
    void settings_that_wordpress_does_not_know_cannot_be() {
        refused(() -> settings(0L, null, null, null, null, null, Taxonomies.NONE));
        refused(() -> settings(null, "maybe", null, null, null, null, Taxonomies.NONE));
        refused(() -> settings(null, null, "maybe", null, null, null, Taxonomies.NONE));
        refused(() -> settings(null, null, null, "loud", null, null, Taxonomies.NONE));
        refused(() -> settings(null, null, null, null, "a/../b", null, Taxonomies.NONE));
    }

    @Test
    void a_page_stands_under_one_page_said_in_one_way() {
        assertThat(Parent.of(null, null, null)).isNull();
        assertThat(Parent.of(7L, null, null)).isEqualTo(new Parent(7L, null, null));
        assertThat(Parent.of(null, "up", null)).isEqualTo(new Parent(null, "up", null));
        assertThat(Parent.of(null, null, "k".repeat(200))).isNotNull();
        refused(() -> new Parent(null, null, null));
        refused(() -> new Parent(7L, "up", null));
        refused(() -> new Parent(0L, null, null));
        refused(() -> new Parent(null, "UP", null));
        refused(() -> new Parent(null, null, " "));
        refused(() -> new Parent(null, null, "k".repeat(201)));
    }

    @Test
    void terms_have_a_known_name_and_a_place_within_bounds() {
        assertThat(terms(List.of("a"), List.of("a")).terms()).containsEntry("genre", List.of(List.of("a")));
        assertThat(new Taxonomies(Map.of("genre", numbered(100))).terms()).hasSize(1);
        assertThat(terms(Collections.nCopies(5, "a".repeat(200)))).isNotNull();
        refused(() -> new Taxonomies(Map.of("Genre", List.of())));
        refused(() -> new Taxonomies(Map.of("genre", numbered(101))));
        refused(() -> terms(List.of()));
        refused(() -> terms(Collections.nCopies(6, "a")));
        refused(() -> terms(List.of("a", " ")));
        refused(() -> terms(List.of("a".repeat(201))));
        var long20 = numbered(20).stream()
                .map(path -> Collections.nCopies(5, path.getFirst() + "a".repeat(180)))
                .toList();
        refused(() -> new Taxonomies(Map.of("genre", long20)));
    }

    @Test
    void slots_and_story_keys_are_names() {
        assertThat(Slot.DEFAULT.pointer()).isEqualTo("/content");
        assertThat(new Slot("page").pointer()).isEqualTo("/variants/page");
        refused(() -> new Slot("attachment"));
        assertThat(new StoryKey("k".repeat(200))).hasToString("k".repeat(200));
        refused(() -> new StoryKey(" "));
        refused(() -> new StoryKey("k".repeat(201)));
    }

    private static List<List<String>> numbered(int count) {
        return IntStream.range(0, count).mapToObj(at -> List.of("n" + at)).toList();
    }

    @SafeVarargs
    private static Taxonomies terms(List<String>... paths) {
        var all = new ArrayList<List<String>>();
        for (var path : paths) {
            all.add(path);
        }
        return new Taxonomies(Map.of("genre", all));
    }

    private static Content sized(String title, String html, int categories, int tags, int media) {
        return content(
                Visibility.PUBLIC,
                Set.of(),
                Collections.nCopies(categories, "c"),
                PostSettings.NONE,
                title,
                html,
                Collections.nCopies(tags, "t"),
                Collections.nCopies(media, IMAGE));
    }

    private static Content open(Set<SiteDefault> leftOpen) {
        return content(Visibility.PUBLIC, leftOpen, List.of(), PostSettings.NONE, "a", "b", List.of());
    }

    private static Content with(PostSettings settings) {
        return content(settings, null, List.of(), Seo.NONE, UpstreamIds.NONE);
    }

    private static PostSettings settings(
            @Nullable Long author,
            @Nullable String comments,
            @Nullable String pings,
            @Nullable String format,
            @Nullable String template,
            @Nullable Parent parent,
            Taxonomies taxonomies) {
        return new PostSettings(author, comments, pings, format, template, parent, taxonomies);
    }

    private static Content content(
            PostSettings settings, @Nullable Image featured, List<Image> media, Seo seo, UpstreamIds ids) {
        return new Content(
                "a",
                "b",
                "",
                null,
                null,
                Visibility.PUBLIC,
                Set.of(),
                null,
                false,
                List.of(),
                List.of(),
                settings,
                featured,
                media,
                seo,
                ids);
    }

    private static Content content(
            Visibility visibility,
            Set<SiteDefault> leftOpen,
            List<String> categories,
            PostSettings settings,
            String title,
            String html,
            List<String> tags) {
        return content(visibility, leftOpen, categories, settings, title, html, tags, List.of());
    }

    private static Content content(
            Visibility visibility,
            Set<SiteDefault> leftOpen,
            List<String> categories,
            PostSettings settings,
            String title,
            String html,
            List<String> tags,
            List<Image> media) {
        return new Content(
                title,
                html,
                "",
                null,
                null,
                visibility,
                leftOpen,
                null,
                false,
                categories,
                tags,
                settings,
                null,
                media,
                Seo.NONE,
                UpstreamIds.NONE);
    }

    private static void refused(ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }
}
