package dev.colophon.systemtest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.systemtest.pipeline.PluginKey;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** What a person sees and does at the console while stories are published. */
final class ConsoleIT extends AtTheConsole {

    private static final String SITE = "console";

    private @Nullable ToldStory told;

    ConsoleIT(RunningPipeline running) throws IOException {
        super(running, SITE);
    }

    @Test
    void a_story_is_watched_from_publishing_to_published_without_a_touch() {
        var gate = new Gate();
        // Each attempt until the gate opens: on a slow machine the first is over before the page is there.
        running.wordpress().script().onNext("POST", "/wp/v2/posts").always().then(Fault.hangBeforeWrite(gate));
        String publication = publish("watched", "The harbour reopens");

        browser.signIn(key).open("/publications/" + publication);
        await().atMost(PATIENCE).until(() -> browser.text("#headline").equals("Publishing…"));
        photograph("publishing");
        gate.open();

        await().atMost(PATIENCE).until(() -> browser.text("#headline").equals("Published successfully"));
        assertThat(browser.path()).isEqualTo("/console/publications/" + publication);
        assertThat(browser.leadsTo("#live a[rel]"))
                .startsWith(running.wordpress().url().toString());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.all("svg.trail circle.open")).isEmpty());
        photograph("published");
    }

    @Test
    void a_story_that_failed_says_why_in_the_sites_words_and_a_retry_from_the_page_is_tried() {
        String publication = publish(
                "failed",
                "The council meets",
                story -> ((ObjectNode) story.path("content"))
                        .putObject("settings")
                        .put("author", 99_999));
        browser.signIn(key).open("/publications/" + publication);
        // A site that answers late is the reason at first, as long as the story is only deferred.
        await().atMost(PATIENCE)
                .until(() -> browser.text("#summary").contains("author")
                        && !browser.all("#reason").isEmpty()
                        && !browser.all("#live a.button").isEmpty());
        assertThat(browser.text("#reason")).isNotBlank();
        photograph("failed");

        browser.press("Retry…");
        photograph("confirm");
        browser.one("#reason").sendKeys("The author is known now");
        browser.press("Yes, retry");
        assertThat(browser.text("#answer")).isNotBlank();
        browser.press("Back to the publication");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.texts("tbody th")).contains("1.2.1"));
    }

    @Test
    void a_story_that_waits_for_its_time_is_cancelled_from_its_page() {
        String publication = publish(
                "later",
                "The fair of next year",
                story -> story.put(
                        "publishAt", Instant.now().plus(Duration.ofDays(20)).toString()));
        browser.signIn(key);
        awaitHeadline(publication, "Scheduled");

        browser.press("Cancel…");
        browser.one("#reason").sendKeys("The fair is called off");
        browser.press("Yes, cancel");
        browser.press("Back to the publication");

        awaitHeadline(publication, "Cancelled");
        assertThat(browser.texts("#live .actions a")).doesNotContain("Cancel…");
    }

    @Test
    void what_is_public_is_taken_back_from_its_page() {
        String publication = publish("taken-back", "A mistake");
        browser.signIn(key);
        awaitHeadline(publication, "Published successfully");

        browser.press("Unpublish…");
        browser.press("Yes, unpublish");
        browser.press("Back to the publication");

        awaitHeadline(publication, "Unpublished");
        assertThat(running.wordpress().posts())
                .filteredOn(post -> post.title().equals("A mistake"))
                .singleElement()
                .satisfies(post -> assertThat(post.status()).isEqualTo("draft"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            accepted    | ◷ Publishing queued        | -                | -                    | It waits for the publisher, which takes it up by itself.
            scheduled   | ◷ Scheduled                | -                | 2031-01-01T08:00:00Z | It is published by itself at 2031-01-01T08:00:00Z or soon after.
            publishing  | ↻ Publishing…              | -                | -                    | The publisher is at work on it and ends it by itself.
            deferred    | … Waiting to try again     | WP_SERVER_ERROR  | 2031-01-01T08:00:00Z | It is tried again by itself at 2031-01-01T08:00:00Z or soon after.
            unconfirmed | … Not confirmed yet        | WP_NO_ANSWER     | -                    | Nobody knows yet whether the site did it: the post is looked at by itself shortly.
            parked      | ✗ Stopped, needs a person  | WP_CREDENTIALS_LOST | -                    | Nothing happens by itself. See to the reason, then retry.
            published   | ✓ Published successfully   | -                | -                    | Nothing happens unless someone asks for it.
            unpublished | ○ Unpublished              | -                | -                    | Nothing happens unless someone asks for it.
            removed     | ✗ Removed at the site      | WP_POST_REMOVED  | -                    | Nothing happens unless someone asks for it.
            failed      | ✗ Failed to publish        | WP_REFUSED_CONTENT | -                    | Nothing happens unless someone asks for it.
            cancelled   | ○ Cancelled                | -                | -                    | Nothing happens unless someone asks for it.
            """)
    void each_status_is_seen_in_words_with_the_reason_and_what_happens_next(
            String status, String words, @Nullable String reason, @Nullable String at, String next) {
        var told = told();
        try {
            told.stands(status, reason, at);
            browser.signIn(key).open("/publications/" + told.publication());

            assertThat(browser.text("#status")).isEqualTo(words);
            assertThat(browser.text("#headline")).isEqualTo(words.substring(2));
            assertThat(browser.text("#reason")).isEqualTo(reason == null ? "" : reason + ": So it was told.");
            assertThat(browser.text("#next")).isEqualTo(next);
        } finally {
            told.stands("published", null, null);
        }
    }

    @Test
    void what_waits_is_told_with_its_age_and_leads_to_its_list() {
        publish(
                "waits",
                "The fair of the year after",
                story -> story.put(
                        "publishAt", Instant.now().plus(Duration.ofDays(400)).toString()));
        browser.signIn(admin());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.open("/overview").texts("tbody th")).contains("Stories scheduled"));

        photograph("overview");

        browser.press("Stories scheduled");

        assertThat(browser.texts(".card .story")).contains(story("waits"));
    }

    @Test
    void the_list_shows_what_is_ones_own_and_filters_it() {
        String publication = publish("listed", "A quiet morning");
        browser.signIn(key).open("/publications?storyKey=" + story("listed"));

        assertThat(browser.all(".card")).hasSize(1);
        assertThat(browser.text(".card .story")).isEqualTo(story("listed"));
        photograph("publications");

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
        photograph("sites");

        browser.open("/sites/" + SITE);
        browser.press("Test the connection");
        assertThat(browser.text("#verdict")).isEqualTo("✓ Stories can be published there.");
        assertThat(browser.all("tbody tr")).hasSizeGreaterThan(2);
        photograph("site-trial");
        browser.press("Back to the site");
        browser.press("Suspend…");
        browser.press("Yes, suspend");
        assertThat(browser.text("#state")).contains("Suspended by an operator");
        browser.press("Resume…");
        browser.press("Yes, resume");
        assertThat(browser.text("#state")).contains("Active");
    }

    @Test
    void an_administrator_registers_sites_by_password_and_by_api_key_and_both_can_be_published_to() throws Exception {
        try (var plugin = FakeWordPress.builder().withCompanion().start()) {
            browser.signIn(admin()).open("/sites").press("Register a site…");
            assertThat(browser.one("#apiKey").isDisplayed()).isFalse();
            fill("key", "by-password");
            fill("baseUrl", plugin.url().toString());
            fill("username", plugin.editor().login());
            fill("password", plugin.editor().applicationPassword());
            registerAndTry("by-password");

            browser.open("/register-site").one("#kind option[value=api_key]").click();
            assertThat(browser.one("#password").isDisplayed()).isFalse();
            fill("key", "by-key");
            fill("baseUrl", plugin.url().toString());
            fill("apiKey", PluginKey.of(plugin));
            browser.one("#editPolicy option[value=keep-editors]").click();
            fill("categories", "News");
            photograph("register-site");
            registerAndTry("by-key");
        }
        browser.press("Back to the site");
        assertThat(browser.text("#edits")).isEqualTo("An update leaves what an editor changed.");
        assertThat(browser.text("#defaults")).isEqualTo("A story that says nothing of it is published in News.");
    }

    @Test
    void an_operator_sees_whether_all_holds_with_its_runbooks() {
        browser.signIn(admin()).open("/overview");
        assertThat(browser.texts(".card .story"))
                .noneSatisfy(known -> assertThat(known).startsWith("Not known"));
        browser.press("Integrity");
        browser.press("Run all checks now");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.texts(".card .status"))
                        .hasSizeGreaterThan(20)
                        .noneSatisfy(status -> assertThat(status).contains("Has not run")));
        photograph("integrity");

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
        assertNoBarriers(
                "/publications",
                "/publications/" + publication,
                "/publications/" + UUID.randomUUID(),
                "/publications/" + publication + "/unpublish",
                "/sites",
                "/sites/" + SITE,
                "/sites/" + SITE + "/suspend",
                "/register-site",
                "/overview",
                "/integrity",
                "/integrity/stalled",
                "/runbooks/checks/stalled",
                "/runbooks/alerts");
        browser.complaints(); // the browser's own word for the 404 that was asked for
        browser.strange();
        assertNoBarriers("/sign-in");
    }

    private void fill(String field, String text) {
        browser.one("#" + field).sendKeys(text);
    }

    private void registerAndTry(String site) {
        browser.press("Register");
        assertThat(browser.path()).as(browser.text("[role=alert]")).isEqualTo("/console/sites/" + site);
        browser.press("Test the connection");
        assertThat(browser.text("#verdict")).isEqualTo("✓ Stories can be published there.");
    }

    /** One story for all statuses: it is public, so that nothing more happens to it by itself. */
    private ToldStory told() {
        if (told == null) {
            String publication = publish("told", "A story of many statuses");
            browser.signIn(key);
            awaitHeadline(publication, "Published successfully");
            told = ToldStory.of(publication, running.pipeline().sql());
        }
        return told;
    }

    private String stranger() {
        try {
            return running.register("stranger-to-console", 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
