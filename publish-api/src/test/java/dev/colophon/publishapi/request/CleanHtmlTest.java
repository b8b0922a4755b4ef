package dev.colophon.publishapi.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanHtmlTest {

    private static final Set<String> DANGEROUS = Set.of(
            "script",
            "iframe",
            "svg",
            "math",
            "style",
            "object",
            "embed",
            "form",
            "button",
            "input",
            "meta",
            "link",
            "base",
            "noscript",
            "template",
            "xmp",
            "textarea",
            "title",
            "colophon-block");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>attack()</script>",
                "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
                "<scr<script>ipt>attack()</scr</script>ipt>",
                "<img src=x onerror=attack()>",
                "<img src=\"x\" oNlOaD=\"attack()\">",
                "<a href=\"javascript:attack()\">x</a>",
                "<a href=\" java\tscript:attack()\">x</a>",
                "<a href=\"&#106;avascript:attack()\">x</a>",
                "<a href=\"JaVaScRiPt&colon;attack()\">x</a>",
                "<a href=\"data:text/html,<script>attack()</script>\">x</a>",
                "<a href=\"vbscript:attack()\">x</a>",
                "<iframe src=\"javascript:attack()\"></iframe>",
                "<iframe srcdoc=\"<script>attack()</script>\"></iframe>",
                "<svg onload=attack()><script>attack()</script></svg>",
                "<svg><a xlink:href=\"javascript:attack()\"><text>x</text></a></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=attack()></style></mglyph></table></mtext></math>",
                "<object data=\"javascript:attack()\"></object>",
                "<embed src=\"javascript:attack()\">",
                "<form action=\"javascript:attack()\"><button formaction=\"javascript:attack()\">x</button></form>",
                "<input autofocus onfocus=attack()>",
                "<body onload=attack()>x",
                "<meta http-equiv=refresh content=\"0;url=javascript:attack()\">",
                "<link rel=stylesheet href=\"javascript:attack()\">",
                "<base href=\"javascript:attack()//\">",
                "<style>@import 'javascript:attack()';</style>",
                "<p style=\"background:url(javascript:attack())\">x</p>",
                "<video src=\"javascript:attack()\" onerror=attack()></video>",
                "<video><source onerror=attack() src=\"javascript:attack()\"></video>",
                "<details open ontoggle=attack()>x</details>",
                "<noscript><p title=\"</noscript><img src=x onerror=attack()>\"></noscript>",
                "<template><script>attack()</script></template>",
                "<xmp><p title=\"</xmp><img src=x onerror=attack()>\"></xmp>",
                "<textarea><script>attack()</script></textarea>",
                "<title><img src=x onerror=attack()></title>",
                "<!--><script>attack()</script>-->",
                "<!-- attack() -->",
                "<!-- wp:html --><script>attack()</script><!-- /wp:html -->",
                "<!-- wp:x {\"a\":\"<img src=x onerror=attack()>\"} -->",
                "<!-- wp:x --!><script>attack()</script>",
                "<colophon-block n=\"0\" onclick=attack()>x</colophon-block>",
                "<colophon-block n=\"-1\"></colophon-block><script>attack()</script>",
                "<![CDATA[<script>attack()</script>]]>",
                "<?php attack() ?>",
                "<p onclick=attack()>unclosed <b>bad <i>nesting</b></i> <script>attack()"
            })
    void nothing_that_could_run_is_left(String html) {
        var clean = CleanHtml.of("<p>before</p>" + html + "<p>after</p>").text();

        var read = Jsoup.parseBodyFragment(clean);
        assertThat(read.select("p").eachText()).as(clean).startsWith("before");
        for (var element : read.body().getAllElements()) {
            assertThat(element.normalName()).as(clean).isNotIn(DANGEROUS);
            for (var attribute : element.attributes()) {
                assertThat(attribute.getKey())
                        .as(clean)
                        .doesNotStartWith("on")
                        .isNotIn("style", "srcdoc", "formaction", "n");
                assertThat(attribute.getValue())
                        .as(clean)
                        .doesNotContainIgnoringCase("script:")
                        .doesNotContain("data:");
            }
        }
        read.body().traverse((node, _) -> {
            if (node instanceof Comment comment) {
                assertThat(comment.getData()).as(clean).doesNotContain("attack");
            }
            assertThat(node).as(clean).isNotInstanceOf(DataNode.class);
        });
        assertThat(CleanHtml.of(clean).text()).as("cleaned once more").isEqualTo(clean);
    }

    @Test
    void blocks_that_the_site_makes_itself_and_shortcodes_are_left_to_the_site() {
        var story = "<!-- wp:latest-posts {\"postsToShow\":3} /--><p>[gallery ids=\"1,2\"] <b>Ships</b></p>";

        assertThat(CleanHtml.of(story).text())
                .as("docs/security.md, what is left to you")
                .isEqualTo(story);
    }

    @Test
    void a_story_of_blocks_is_left_as_it_is() {
        var story = """
                <!-- wp:paragraph {"align":"center","style":{"color":{"text":"#aa0000"}}} -->
                <p class="has-text-align-center">Ships “return” on <strong>Monday</strong> – at last ⚓ &amp; soon.</p>
                <!-- /wp:paragraph -->

                <!-- wp:image {"id":17,"sizeSlug":"large"} -->
                <figure class="wp-block-image size-large"><img src="https://news.example/a.jpg" alt="Ships" class="wp-image-17"><figcaption class="wp-element-caption">Ships</figcaption></figure>
                <!-- /wp:image -->

                <!-- wp:core/more -->
                <!--more-->
                <!-- /wp:core/more -->

                <!-- wp:latest-posts {"postsToShow":3} /-->
                <ul class="wp-block-list"><!-- wp:list-item --><li><a href="/harbour/#map">Map</a>, <a href="mailto:a@b.example">mail</a></li><!-- /wp:list-item --></ul>
                <table><tbody><tr><td>1</td></tr></tbody></table>""";

        assertThat(CleanHtml.of(story).text()).isEqualTo(story);
    }

    @Test
    void how_deep_it_was_is_told_and_what_is_too_deep_is_not_cleaned() {
        assertThat(CleanHtml.of("<div>".repeat(CleanHtml.MAX_DEPTH)).depth()).isEqualTo(CleanHtml.MAX_DEPTH);
        assertThat(CleanHtml.of("<div>".repeat(100_000)).depth()).isGreaterThan(CleanHtml.MAX_DEPTH);
        assertThat(CleanHtml.of("<p>".repeat(10_000)).depth()).isEqualTo(1);
    }
}
