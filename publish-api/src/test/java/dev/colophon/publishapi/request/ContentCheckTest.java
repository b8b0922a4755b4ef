package dev.colophon.publishapi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.SiteDefault;
import dev.colophon.publishapi.site.Visibility;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Image;
import dev.colophon.publishapi.story.Parent;
import dev.colophon.publishapi.story.PostSettings;
import dev.colophon.publishapi.story.Seo;
import dev.colophon.publishapi.story.Taxonomies;
import dev.colophon.publishapi.story.UpstreamIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a body's content must be, without a server: every fault by its place and its code. */
class ContentCheckTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "slug": "A"                                                 | /slug INVALID_SLUG
            "date": "2026-11-24T09:15:30"                               | /date NOT_AN_INSTANT
            "date": "0999-12-31T23:59:59Z"                              | /date NOT_AN_INSTANT
            "date": "+10000-01-01T00:00:00Z"                            | /date NOT_AN_INSTANT
            "date": "1000-01-01T00:30:00+01:00"                         | /date NOT_AN_INSTANT
            "visibility": "secret"                                      | /visibility UNKNOWN_VISIBILITY
            "password": ""                                              | /password OUT_OF_RANGE
            "password": "a\\nb"                                         | /password FORBIDDEN_CHARACTER
            "sticky": true, "password": "p"                             | /sticky STICKY_WITH_PASSWORD
            "excerpt": "\\u0000"                                        | /excerpt FORBIDDEN_CHARACTER
            "html": "\\ud800"                                           | /html FORBIDDEN_CHARACTER
            "html": "\\udfff"                                           | /html FORBIDDEN_CHARACTER
            "categories": [" "]                                         | /categories/0 OUT_OF_RANGE
            "categories": ["a", null]                                   | /categories/1 OUT_OF_RANGE
            "tags": ["a\\u0000"]                                       | /tags/0 FORBIDDEN_CHARACTER
            "tags": ["a\\tb"]                                           | /tags/0 FORBIDDEN_CHARACTER
            "settings": {"author": 0}                                   | /settings/author OUT_OF_RANGE
            "settings": {"parent": 0}                                   | /settings/parent OUT_OF_RANGE
            "settings": {"parent": 1, "parentSlug": "a"}                | /settings/parent PARENT_TWICE
            "settings": {"parentSlug": "A"}                             | /settings/parentSlug INVALID_SLUG
            "settings": {"parentStory": " "}                            | /settings/parentStory OUT_OF_RANGE
            "settings": {"parentStory": "a\\tb"}                        | /settings/parentStory FORBIDDEN_CHARACTER
            "settings": {"commentStatus": "maybe"}                      | /settings/commentStatus UNKNOWN_WORD
            "settings": {"pingStatus": "maybe"}                         | /settings/pingStatus UNKNOWN_WORD
            "settings": {"format": "loud"}                              | /settings/format UNKNOWN_WORD
            "settings": {"template": "../x"}                            | /settings/template INVALID_TEMPLATE
            "settings": {"taxonomies": {"post_tag": ["a"]}}             | /settings/taxonomies/post_tag UNKNOWN_TAXONOMY
            "settings": {"taxonomies": {"A/b~": []}}                    | /settings/taxonomies/A~1b~0 UNKNOWN_TAXONOMY
            "settings": {"taxonomies": {"genre": [[]]}}                 | /settings/taxonomies/genre/0 OUT_OF_RANGE
            "settings": {"taxonomies": {"genre": ["a", null]}}          | /settings/taxonomies/genre/1 OUT_OF_RANGE
            "settings": {"taxonomies": {"genre": [["a", null]]}}        | /settings/taxonomies/genre/0 OUT_OF_RANGE
            "settings": {"taxonomies": {"genre": ["a\\tb"]}}            | /settings/taxonomies/genre/0 FORBIDDEN_CHARACTER
            "settings": {"taxonomies": {"genre": [["1","2","3","4","5","6"]]}} | /settings/taxonomies/genre/0 OUT_OF_RANGE
            "featuredImage": {}                                         | /featuredImage/url INVALID_IMAGE_URL
            "featuredImage": {"url": "ftp://x.example/a"}               | /featuredImage/url INVALID_IMAGE_URL
            "featuredImage": {"url": "https://x.example/a", "alt": "\\u0000"} | /featuredImage/alt FORBIDDEN_CHARACTER
            "media": [null]                                             | /media/0 INVALID_IMAGE
            "media": [{"url": "https://x.example/a"}]                   | /media/0/url NOT_IN_HTML
            "html": "<img src=https://x.example/a>", "media": [{"url": "https://x.example/a"}, {"url": "https://x.example/a"}] | /media/1/url LISTED_TWICE
            "seo": {"canonical": "x"}                                   | /seo/canonical INVALID_CANONICAL
            "seo": {"title": "a\\tb"}                                   | /seo/title FORBIDDEN_CHARACTER
            "seo": {"description": "a\\tb"}                             | /seo/description FORBIDDEN_CHARACTER
            "seo": {"focusKeyword": "a\\tb"}                            | /seo/focusKeyword FORBIDDEN_CHARACTER
            "ids": {"clusterId": "a\\tb"}                               | /ids/clusterId FORBIDDEN_CHARACTER
            "ids": {"sectorId": "a\\tb"}                                | /ids/sectorId FORBIDDEN_CHARACTER
            """)
    void one_fault_is_named_by_its_place_and_code_and_nothing_else_is(String fields, String fault) {
        assertThat(faults("{\"title\": \"t\", " + fields + "}")).containsExactly("/content" + fault);
    }

    @ParameterizedTest
    @CsvSource({
        "2029, false", "202A, false", "202C, false", "202E, false", "202F, true",
        "2065, true", "2066, false", "2068, false", "2069, false", "206A, true",
        "200E, true", "200F, true"
    })
    void a_name_holds_nothing_that_turns_or_breaks_the_text_around_it(String point, boolean mayStay) {
        assertThat(faults("{\"title\": \"t\", \"tags\": [\"a\\u" + point + "b\"]}"))
                .isEqualTo(mayStay ? List.of() : List.of("/content/tags/0 FORBIDDEN_CHARACTER"));
    }

    @Test
    void a_title_is_one_line_and_may_be_missing_where_something_else_is_said() {
        assertThat(faults("{\"title\": \"a\\nb\"}")).containsExactly("/content/title FORBIDDEN_CHARACTER");
        assertThat(faults("{\"title\": \" \", \"html\": \" \"}")).containsExactly("/content EMPTY");
        assertThat(faults("{\"html\": \"a\"}")).isEmpty();
        assertThat(faults("{\"excerpt\": \"a\"}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "title": "%s"                                                        | 1000   | /title TOO_LONG
            "title": "t", "html": "%s"                                           | 614400 | /html TOO_LONG
            "title": "t", "excerpt": "%s"                                        | 65536  | /excerpt TOO_LONG
            "title": "t", "slug": "%s"                                           | 190    | /slug INVALID_SLUG
            "title": "t", "password": "%s"                                       | 255    | /password OUT_OF_RANGE
            "title": "t", "categories": ["%s"]                                   | 200    | /categories/0 OUT_OF_RANGE
            "title": "t", "seo": {"title": "%s"}                                 | 300    | /seo/title TOO_LONG
            "title": "t", "seo": {"description": "%s"}                           | 1000   | /seo/description TOO_LONG
            "title": "t", "seo": {"focusKeyword": "%s"}                          | 200    | /seo/focusKeyword TOO_LONG
            "title": "t", "ids": {"clusterId": "%s"}                             | 200    | /ids/clusterId TOO_LONG
            "title": "t", "ids": {"sectorId": "%s"}                              | 200    | /ids/sectorId TOO_LONG
            "title": "t", "settings": {"parentStory": "%s"}                      | 200    | /settings/parentStory OUT_OF_RANGE
            "title": "t", "settings": {"parentSlug": "%s"}                       | 200    | /settings/parentSlug INVALID_SLUG
            "title": "t", "settings": {"template": "%s"}                         | 200    | /settings/template INVALID_TEMPLATE
            "title": "t", "settings": {"taxonomies": {"genre": ["%s"]}}          | 200    | /settings/taxonomies/genre/0 OUT_OF_RANGE
            "title": "t", "featuredImage": {"url": "https://x.example/%s"}       | 1982   | /featuredImage/url INVALID_IMAGE_URL
            "title": "t", "featuredImage": {"url": "https://x.example/", "alt": "%s"}     | 1000 | /featuredImage/alt TOO_LONG
            "title": "t", "featuredImage": {"url": "https://x.example/", "caption": "%s"} | 5000 | /featuredImage/caption TOO_LONG
            """)
    void a_text_may_be_as_long_as_its_limit_and_not_one_longer(String fields, int most, String fault) {
        assertThat(faults("{" + fields.formatted("a".repeat(most)) + "}")).isEmpty();
        assertThat(faults("{" + fields.formatted("a".repeat(most + 1)) + "}")).containsExactly("/content" + fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "title": "t", "categories": [%s]                     | 200 | /categories TOO_LONG
            "title": "t", "tags": [%s]                           | 100 | /tags TOO_LONG
            "title": "t", "settings": {"taxonomies": {"genre": [%s]}} | 100 | /settings/taxonomies TOO_LONG
            """)
    void a_list_may_have_as_many_as_its_limit_and_not_one_more(String fields, int most, String fault) {
        assertThat(faults("{" + fields.formatted(names(most)) + "}")).isEmpty();
        assertThat(faults("{" + fields.formatted(names(most + 1)) + "}")).containsExactly("/content" + fault);
    }

    @Test
    void thirty_images_of_the_html_are_brought_and_not_one_more() {
        assertThat(faults(withImages(30))).isEmpty();
        assertThat(faults(withImages(31))).containsExactly("/content/media TOO_LONG");
    }

    @Test
    void limits_in_bytes_count_the_bytes_of_utf_8() {
        assertThat(faults("{\"html\": \"" + "ä".repeat(307_200) + "\"}")).isEmpty();
        assertThat(faults("{\"html\": \"" + "ä".repeat(307_201) + "\"}")).containsExactly("/content/html TOO_LONG");
        assertThat(faults("{\"excerpt\": \"" + "ä".repeat(32_769) + "\"}"))
                .containsExactly("/content/excerpt TOO_LONG");
        var terms = IntStream.range(0, 41)
                .mapToObj(at -> "\"%c%c".formatted('a' + at % 26, 'a' + at / 26) + "ä".repeat(198) + "\"")
                .toList();
        var last = "\"" + "ä".repeat(33) + "\"";
        var within =
                "{\"title\": \"t\", \"settings\": {\"taxonomies\": {\"x\": [" + last + "], \"genre\": " + terms + "}}}";
        assertThat(faults(within)).as("41 times 398 bytes and 66 are 16 KiB").isEmpty();
        assertThat(faults(within.replace(last, last.replace("\"ä", "\"aä"))))
                .containsExactly("/content/settings/taxonomies TOO_LONG");
    }

    @ParameterizedTest
    @CsvSource({"\\\",424999", "\\\\,424999", "\\n,424999", "\\r,424999", "\\t,424999", "\\u0001,141666"})
    void what_takes_more_room_in_a_message_counts_as_what_it_takes_there(String sign, int most) {
        assertThat(faults("{\"title\": \"t\", \"html\": \"" + sign.repeat(most) + "\"}"))
                .isEmpty();
        assertThat(faults("{\"title\": \"t\", \"html\": \"" + sign.repeat(most + 1) + "\"}"))
                .containsExactly("/content TOO_LONG");
        assertThat(faults("{\"title\": \"tttttt\", \"html\": \"" + sign.repeat(most) + "\"}"))
                .as("with the title")
                .containsExactly("/content TOO_LONG");
    }

    @Test
    void what_images_say_counts_into_the_room_of_a_message() {
        var html = "<img src=https://x.example/a>" + "\\n".repeat(424_980);
        var without = "{\"html\": \"" + html + "\", \"media\": []}";
        var with = "{\"html\": \"" + html + "\", \"media\": [{\"url\": \"https://x.example/a\"}]}";

        assertThat(faults(without)).isEmpty();
        assertThat(faults(with)).containsExactly("/content TOO_LONG");
        for (var words : List.of("alt", "caption")) {
            var said = "\", \"media\": [{\"url\": \"https://x.example/a\", \"" + words + "\": \"%s\"}]}";
            var room = "{\"html\": \"<img src=https://x.example/a>" + "\\n".repeat(424_900) + said;
            assertThat(faults(room.formatted("a".repeat(152)))).as(words).isEmpty();
            assertThat(faults(room.formatted("a".repeat(153)))).as(words).containsExactly("/content TOO_LONG");
        }
    }

    @Test
    void what_is_said_reaches_the_content_unchanged() {
        var content = content("""
                {"title": "t", "html": "<img src=https://x.example/a>", "excerpt": "e", "slug": "s",
                 "date": "2026-11-24T10:15:30.1234567+01:00", "visibility": "draft", "password": "p", "sticky": false,
                 "categories": ["c", "c", "d"], "tags": ["g"],
                 "settings": {"author": 7, "commentStatus": "open", "pingStatus": "closed", "format": "aside",
                              "template": "wide.php", "parentSlug": "up",
                              "taxonomies": {"genre": ["a", ["b", "c"]], "mood": null}},
                 "featuredImage": {"url": "https://x.example/f", "alt": "A", "caption": "C"},
                 "media": [{"url": "https://x.example/a"}],
                 "seo": {"title": "S", "description": "D", "canonical": "", "focusKeyword": "F"},
                 "ids": {"clusterId": "k", "sectorId": "l"}}""", HtmlPolicy.TRUSTED);

        assertThat(content.title()).isEqualTo("t");
        assertThat(content.html()).isEqualTo("<img src=https://x.example/a>");
        assertThat(content.excerpt()).isEqualTo("e");
        assertThat(content.slug()).isEqualTo("s");
        assertThat(content.date()).isEqualTo(Instant.parse("2026-11-24T09:15:30.123456Z"));
        assertThat(content.visibility()).isEqualTo(Visibility.DRAFT);
        assertThat(content.password()).isEqualTo("p");
        assertThat(content.categories()).containsExactly("c", "d");
        assertThat(content.tags()).containsExactly("g");
        assertThat(content.settings())
                .isEqualTo(new PostSettings(
                        7L,
                        "open",
                        "closed",
                        "aside",
                        "wide.php",
                        new Parent(null, "up", null),
                        new Taxonomies(Map.of("genre", List.of(List.of("a"), List.of("b", "c"))))));
        assertThat(content.featuredImage()).isEqualTo(new Image("https://x.example/f", "A", "C"));
        assertThat(content.media()).containsExactly(new Image("https://x.example/a", null, null));
        assertThat(content.seo()).isEqualTo(new Seo("S", "D", "", "F"));
        assertThat(content.ids()).isEqualTo(new UpstreamIds("k", "l"));
        assertThat(content("{\"title\": \"t\", \"sticky\": true}", HtmlPolicy.TRUSTED)
                        .sticky())
                .isTrue();
    }

    @Test
    void a_year_that_a_site_can_show_is_taken() {
        assertThat(content("{\"title\": \"t\", \"date\": \"1000-01-01T00:00:00Z\"}", HtmlPolicy.TRUSTED)
                        .date())
                .isEqualTo(Instant.parse("1000-01-01T00:00:00Z"));
        assertThat(content("{\"title\": \"t\", \"date\": \"9999-12-31T23:59:59Z\"}", HtmlPolicy.TRUSTED)
                        .date())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            "excerpt": ""                                          | AUTHOR CATEGORIES VISIBILITY
            "settings": {}                                         | AUTHOR CATEGORIES VISIBILITY
            "settings": {"taxonomies": {"genre": ["a"]}}           | AUTHOR CATEGORIES VISIBILITY
            "siteDefaults": true                                   | AUTHOR CATEGORIES VISIBILITY
            "siteDefaults": false                                  | -
            "settings": {"author": 7}                              | CATEGORIES VISIBILITY
            "categories": []                                       | AUTHOR VISIBILITY
            "settings": {"taxonomies": {"category": ["a"]}}        | AUTHOR VISIBILITY
            "visibility": "public"                                 | AUTHOR CATEGORIES
            """)
    void what_is_not_said_is_left_open_to_the_sites_defaults(
            String fields, @org.jspecify.annotations.Nullable String open) {
        var expected = open == null
                ? List.<SiteDefault>of()
                : List.of(open.split(" ")).stream().map(SiteDefault::valueOf).toList();

        assertThat(content("{\"title\": \"t\", " + fields + "}", HtmlPolicy.TRUSTED)
                        .leftOpen())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_client_whose_html_is_sanitised_has_it_sanitised_wherever_there_is_html() {
        var html = "<b>a</b><script>x()</script>";
        var body = """
                {"title": "%1$s", "html": "<img src=https://x.example/a>%1$s", "excerpt": "%1$s",
                 "featuredImage": {"url": "https://x.example/f", "caption": "%1$s"},
                 "media": [{"url": "https://x.example/a", "caption": "%1$s"}]}""".formatted(html);

        var clean = content(body, HtmlPolicy.SANITISED);
        var kept = content(body, HtmlPolicy.TRUSTED);

        assertThat(List.of(clean.title(), clean.excerpt(), caption(clean), inlineCaption(clean)))
                .containsOnly("<b>a</b>");
        assertThat(clean.html()).endsWith("<b>a</b>");
        assertThat(List.of(kept.title(), kept.excerpt(), caption(kept), inlineCaption(kept)))
                .containsOnly(html);
        assertThat(content("{\"title\": \"a & b > c\"}", HtmlPolicy.SANITISED).title())
                .isEqualTo("a & b > c");
    }

    @Test
    void html_that_is_nested_too_deeply_is_refused_of_clients_whose_html_is_read() {
        var deepest = "{\"html\": \"" + "<div>".repeat(100) + "a\"}";
        var deeper = "{\"title\": \"t\", \"html\": \"" + "<div>".repeat(101) + "a\"}";

        assertThat(faults(deepest, HtmlPolicy.SANITISED)).isEmpty();
        assertThat(faults(deeper, HtmlPolicy.SANITISED)).containsExactly("/content/html NESTED_TOO_DEEPLY");
        assertThat(faults(deeper, HtmlPolicy.TRUSTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <img src=https://x.example/a>
            <p><a href=' https://x.example/a '>a</a></p>
            <img srcset='https://x.example/a 2x'>
            <img srcset='https://x.example/b 1x, https://x.example/a'>
            <img srcset='https://x.example/b,, https://x.example/a, https://x.example/c'>
            <img srcset=', https://x.example/b 100w (1, https://x.example/a 2x'>
            <img srcset='https://x.example/a,'>
            """)
    void an_image_is_in_the_html_wherever_an_address_of_one_can_stand(String html) {
        assertThat(faults("{\"html\": \"" + html + "\", \"media\": [{\"url\": \"https://x.example/a\"}]}"))
                .isEmpty();
    }

    @Test
    void what_only_begins_like_an_address_in_the_html_is_another() {
        assertThat(faults("{\"html\": \"<img src=https://x.example/a.jpg srcset='https://x.example/ab 1x'>\", "
                        + "\"media\": [{\"url\": \"https://x.example/a\"}]}"))
                .containsExactly("/content/media/0/url NOT_IN_HTML");
    }

    @Test
    void a_body_in_a_log_tells_nothing_of_what_it_says() {
        assertThat(read("{\"title\": \"a\", \"password\": \"secret\"}").toString())
                .isEqualTo("ContentRequest[***]");
    }

    private static String caption(Content content) {
        var image = content.featuredImage();
        return image == null ? "no image" : String.valueOf(image.caption());
    }

    private static String inlineCaption(Content content) {
        return String.valueOf(content.media().getFirst().caption());
    }

    private static String names(int count) {
        return String.join(
                ",", IntStream.range(0, count).mapToObj(at -> "\"n" + at + "\"").toList());
    }

    private static String withImages(int count) {
        var addresses = IntStream.range(0, count)
                .mapToObj(at -> "https://x.example/" + at)
                .toList();
        return "{\"html\": \""
                + String.join(
                        "", addresses.stream().map("<img src=%s>"::formatted).toList())
                + "\", \"media\": ["
                + String.join(
                        ",",
                        addresses.stream().map("{\"url\": \"%s\"}"::formatted).toList()) + "]}";
    }

    private static ContentRequest read(String body) {
        return JSON.readValue(body, ContentRequest.class);
    }

    private static Content content(String body, HtmlPolicy policy) {
        return new ContentCheck(read(body), "/content", policy, new Findings())
                .content()
                .orElseThrow();
    }

    private static List<String> faults(String body) {
        return faults(body, HtmlPolicy.TRUSTED);
    }

    private static List<String> faults(String body, HtmlPolicy policy) {
        var findings = new Findings();
        var content = new ContentCheck(read(body), "/content", policy, findings).content();
        var faults = told(findings);
        assertThat(content.isEmpty()).as("no content where anything is wrong").isEqualTo(!faults.isEmpty());
        return faults;
    }

    static List<String> told(Findings findings) {
        try {
            findings.refuseIfAny();
            return List.of();
        } catch (ProblemException refusal) {
            return refusal.errors().stream()
                    .map(error -> error.pointer() + " " + error.code())
                    .toList();
        }
    }
}
