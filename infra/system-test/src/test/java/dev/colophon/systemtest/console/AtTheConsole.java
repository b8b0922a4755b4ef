package dev.colophon.systemtest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Dimension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person at the console, in a real browser, over a pipeline that runs, at a site of their own. Pictures for the documentation:
 * {@code -Dscreenshots=docs/images}.
 */
@ExtendWith(RunningPipelineExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AtTheConsole {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final @Nullable String SCREENSHOTS = System.getProperty("screenshots");

    final RunningPipeline running;
    final Browser browser;
    final String key;

    private final String site;
    private int jobs;

    AtTheConsole(RunningPipeline running, String site) throws IOException {
        this.running = running;
        this.site = site;
        this.key = running.register(site, 2);
        this.browser =
                new Browser(URI.create(PublishApi.local(running.pipeline().apiPort()) + "/console"));
    }

    @AfterEach
    void nothing_was_refused_by_the_pages_own_rules() {
        assertThat(browser.complaints()).isEmpty();
        running.wordpress().script().clear();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    /** That everybody can use these pages, in light and dark, at a desk and at a phone. */
    void assertNoBarriers(String... pages) {
        for (String page : pages) {
            for (boolean dark : new boolean[] {false, true}) {
                for (var window : new Dimension[] {Browser.DESK, Browser.PHONE}) {
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

    /** A picture in light, one in dark and one at a phone's width, where they are wanted. */
    void photograph(String name) {
        if (SCREENSHOTS == null) {
            return;
        }
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            browser.photograph(Path.of(SCREENSHOTS, "console-%s-%s.png".formatted(name, dark ? "dark" : "light")));
        }
        browser.dark(false);
        browser.size(Browser.PHONE).photograph(Path.of(SCREENSHOTS, "console-%s-phone.png".formatted(name)));
        browser.size(Browser.DESK);
    }

    String publish(String name, String title) {
        return publish(name, title, _ -> {});
    }

    /** @param changes what else the request says */
    String publish(String name, String title, Consumer<ObjectNode> changes) {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", story(name))
                .put("site", site)
                .put("placement", "post");
        story.putObject("content").put("title", title).put("html", "<p>Ships return on Monday.</p>");
        changes.accept(story);
        try (var door = new PublishApi(PublishApi.local(running.pipeline().apiPort()), key)) {
            return done(door.publish(story, name + "-" + jobs++))
                    .path("publicationId")
                    .asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitHeadline(String publication, String headline) {
        browser.open("/publications/" + publication);
        await().atMost(PATIENCE).until(() -> browser.text("#headline").equals(headline));
    }

    static String story(String name) {
        return "seen-" + name;
    }

    String admin() {
        return running.pipeline().adminKey();
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return answer.body();
    }
}
