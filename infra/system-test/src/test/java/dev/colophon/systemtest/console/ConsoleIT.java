package dev.colophon.systemtest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person sees and does at the console, in a real browser, while stories are published. Pictures for the documentation:
 * {@code -Dscreenshots=docs/images}.
 */
@ExtendWith(RunningPipelineExtension.class)
final class ConsoleIT {

    private static final String SITE = "console";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final @Nullable String SCREENSHOTS = System.getProperty("screenshots");

    private static Browser browser;
    private static String key;
    private static RunningPipeline running;

    private int jobs;

    @BeforeAll
    static void open(RunningPipeline pipeline) throws IOException {
        running = pipeline;
        key = running.register(SITE, 2);
        browser = new Browser(URI.create(PublishApi.local(running.pipeline().apiPort()) + "/console"));
    }

    @AfterEach
    void nothing_was_refused_by_the_pages_own_rules() {
        assertThat(browser.complaints()).isEmpty();
        running.wordpress().script().clear();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void a_story_is_watched_from_publishing_to_published_without_a_touch() {
        var gate = new Gate();
        // Each attempt until the gate opens: on a slow machine the first is over before the page is there.
        running.wordpress().script().onNext("POST", "/wp/v2/posts").always().then(Fault.hangBeforeWrite(gate));
        String publication = publish("watched", "The harbour reopens");

        browser.signIn(key).open("/publications/" + publication);
        await().atMost(PATIENCE).until(() -> browser.text("#headline").equals("Publishing…"));
        photograph("publishing", "/publications/" + publication);
        gate.open();

        await().atMost(PATIENCE).until(() -> browser.text("#headline").equals("Published successfully"));
        assertThat(browser.path()).isEqualTo("/console/publications/" + publication);
        assertThat(browser.one("#live a[rel]").getAttribute("href"))
                .startsWith(running.wordpress().url().toString());
        // All but the relay, which keeps no time of its own.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.all("svg.trail circle.open")).hasSize(1));
        photograph("published", "/publications/" + publication);
    }

    @Test
    void a_story_that_failed_says_why_in_the_sites_words_and_a_retry_from_the_page_is_tried() {
        String publication = publish("failed", "The council meets", 99_999);
        browser.signIn(key).open("/publications/" + publication);
        await().atMost(PATIENCE)
                .until(() -> !browser.all("#reason").isEmpty()
                        && !browser.all("#live a.button").isEmpty());
        assertThat(browser.text("#reason")).isNotBlank();
        assertThat(browser.text("#summary")).contains("author");
        photograph("failed", "/publications/" + publication);

        browser.press("Retry…");
        photograph("confirm", null);
        browser.one("#reason").sendKeys("The author is known now");
        browser.press("Yes, retry");
        assertThat(browser.text("#answer")).isNotBlank();
        browser.press("Back to the publication");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.texts("tbody th")).contains("1.2.1"));
    }

    @Test
    void the_list_shows_what_is_ones_own_and_filters_it() {
        String publication = publish("listed", "A quiet morning");
        browser.signIn(key).open("/publications?storyKey=" + story("listed"));

        assertThat(browser.all(".card")).hasSize(1);
        assertThat(browser.text(".card .story")).isEqualTo(story("listed"));
        photograph("publications", "/publications");

        browser.press("Sign out");
        browser.signIn(stranger()).open("/publications");
        assertThat(browser.all(".card")).isEmpty();
        browser.open("/publications/" + publication);
        assertThat(browser.text("h1")).doesNotContain(story("listed"));
        browser.complaints(); // the browser's own word for the 404 that was asked for
    }

    @Test
    void an_administrator_tries_suspends_and_resumes_a_site() {
        publish("to-a-site", "The bakery opens");
        browser.signIn(admin());
        await().atMost(PATIENCE).untilAsserted(() -> {
            browser.open("/sites");
            assertThat(browser.texts(".card:has(a[href$='/%s']) .status".formatted(SITE)))
                    .containsExactly("✓ Active, and it answers");
        });
        assertThat(browser.all("#missing")).isEmpty();
        photograph("sites", null);

        browser.open("/sites/" + SITE);
        browser.press("Test the connection");
        assertThat(browser.text("#verdict")).isEqualTo("✓ Stories can be published there.");
        assertThat(browser.all("tbody tr")).hasSizeGreaterThan(2);
        photograph("site-trial", null);
        browser.press("Back to the site");
        browser.press("Suspend…");
        browser.press("Yes, suspend");
        assertThat(browser.text("#state")).contains("Suspended by an operator");
        browser.press("Resume…");
        browser.press("Yes, resume");
        assertThat(browser.text("#state")).contains("Active");
    }

    @Test
    void an_operator_sees_whether_all_holds_with_its_runbooks() {
        browser.signIn(admin()).open("/overview");
        assertThat(browser.texts(".card .story"))
                .noneSatisfy(known -> assertThat(known).startsWith("Not known"));
        photograph("overview", null);
        browser.press("Integrity");
        browser.press("Run all checks now");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.texts(".card .status"))
                        .hasSizeGreaterThan(20)
                        .noneSatisfy(status -> assertThat(status).contains("Has not run")));
        photograph("integrity", null);

        browser.press("stalled");
        assertThat(browser.text("#state")).isNotBlank();
        browser.follow("#runbook");
        assertThat(browser.text("pre")).contains("stalled");
    }

    @Test
    void who_has_not_signed_in_is_asked_to_and_a_wrong_key_says_so() {
        browser.strange().open("/publications");
        assertThat(browser.path()).isEqualTo("/console/sign-in");

        browser.one("#key").sendKeys("clp_" + "x".repeat(43));
        browser.press("Sign in");

        assertThat(browser.text("[role=alert]")).contains("not known");
        assertThat(browser.path()).isEqualTo("/console/sign-in");
        browser.complaints(); // the browser's own word for the 422
    }

    @Test
    void every_page_is_without_barriers_in_light_and_dark_at_desk_and_phone() {
        String publication = publish("read-by-all", "For everybody");
        browser.signIn(admin());
        await().atMost(PATIENCE).until(() -> {
            browser.open("/publications/" + publication);
            return browser.text("#headline").equals("Published successfully");
        });
        for (String page : List.of(
                "/publications",
                "/publications/" + publication,
                "/publications/" + publication + "/unpublish",
                "/sites",
                "/sites/" + SITE,
                "/sites/" + SITE + "/suspend",
                "/register-site",
                "/overview",
                "/integrity",
                "/integrity/stalled",
                "/runbooks/checks/stalled")) {
            for (boolean dark : new boolean[] {false, true}) {
                for (var window : List.of(Browser.DESK, Browser.PHONE)) {
                    browser.dark(dark).size(window).open(page);
                    assertThat(browser.barriers())
                            .as("%s, %s, %s", page, dark ? "dark" : "light", window)
                            .isEmpty();
                    assertThat(browser.isWiderThanItsWindow())
                            .as("%s at %s", page, window)
                            .isFalse();
                }
            }
        }
        browser.dark(false).size(Browser.DESK);
    }

    /** A picture in light and one in dark, where they are wanted. */
    private static void photograph(String name, @Nullable String page) {
        if (SCREENSHOTS == null) {
            return;
        }
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            browser.photograph(Path.of(SCREENSHOTS, "console-%s-%s.png".formatted(name, dark ? "dark" : "light")));
        }
        browser.dark(false);
        if (page != null && name.equals("published")) {
            browser.size(Browser.PHONE).open(page);
            browser.photograph(Path.of(SCREENSHOTS, "console-%s-phone.png".formatted(name)));
            browser.size(Browser.DESK).open(page);
        }
    }

    private String publish(String name, String title) {
        return publish(name, title, null);
    }

    /** @param author the id of somebody at the site; null: whoever publishes */
    private String publish(String name, String title, @Nullable Integer author) {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", story(name))
                .put("site", SITE)
                .put("placement", "post");
        ObjectNode content =
                story.putObject("content").put("title", title).put("html", "<p>Ships return on Monday.</p>");
        if (author != null) {
            content.putObject("settings").put("author", author);
        }
        try (var door = new PublishApi(PublishApi.local(running.pipeline().apiPort()), key)) {
            return done(door.publish(story, name + "-" + jobs++))
                    .path("publicationId")
                    .asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String story(String name) {
        return "seen-" + name;
    }

    private static String admin() {
        return running.pipeline().adminKey();
    }

    private static String stranger() {
        try {
            return running.register("stranger-to-console", 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return answer.body();
    }
}
