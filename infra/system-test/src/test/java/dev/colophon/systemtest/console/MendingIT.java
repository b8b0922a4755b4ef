package dev.colophon.systemtest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.testkit.wordpress.StoredPost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;

/** What an administrator mends at the console: statuses, dead letters, and what a site no longer shows. */
final class MendingIT extends AtTheConsole {

    private static final String REQUESTS = "publishing.requests.v1";

    MendingIT(RunningPipeline running) throws IOException {
        super(running, "mending");
    }

    @Test
    void a_status_that_is_not_what_its_events_say_is_previewed_and_put_right() {
        String publication = published("planted", "The market opens");
        damage(publication);
        browser.signIn(admin()).open("/rebuilds");
        browser.one("#publications").sendKeys(publication);
        browser.one("#reason").sendKeys("A story key that nobody gave");
        browser.press("Preview");
        awaitState("✓ Preview: done");
        assertThat(browser.text("tbody")).contains("its row says something else", "planted-by-hand", story("planted"));
        photograph("rebuild-preview");
        String preview = below();
        assertThat(storyKey(publication)).as("a preview writes nothing").isEqualTo("planted-by-hand");

        browser.press("Rebuild in earnest…");
        String confirm = below();
        browser.press("Yes, rebuild");
        awaitState("✓ Rebuild: done");

        assertThat(browser.text("#done")).isEqualTo("1 rows put right, subscribers told of 0 publications");
        assertThat(storyKey(publication)).isEqualTo(story("planted"));
        assertNoBarriers("/rebuilds", preview, confirm);
        browser.open("/rebuilds");
        assertThat(browser.texts(".card .status")).contains("✓ Preview: done", "✓ Rebuild: done");
    }

    @Test
    void a_request_that_no_service_could_read_is_inspected_without_its_secrets_and_cannot_be_replayed() {
        String key = UUID.randomUUID().toString();
        running.pipeline()
                .kafka()
                .send(
                        REQUESTS,
                        key,
                        "{\"variant\": {\"password\": \"readers-only",
                        Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", UUID.randomUUID().toString(),
                                "ce_type", "dev.colophon.publication.requested.v1"));
        browser.signIn(admin());
        List<String> letters = letters(key, 2);
        photograph("dead-letters");

        for (String letter : letters) {
            browser.open(letter);
            assertThat(browser.text("#standing")).isEqualTo("✗ Unreadable: it cannot be replayed");
            assertThat(browser.text("main")).contains("password***").doesNotContain("readers-only");
            assertThat(browser.texts("main .actions a")).isEmpty();
        }
        assertNoBarriers("/dead-letters", letters.getFirst());
    }

    @Test
    void a_request_that_was_never_taken_in_is_replayed_and_published_exactly_once() {
        String publication = refusedByTheLedger("letter", "A letter that came late");
        browser.signIn(admin());
        String letter = letters(publication, 1).getFirst();
        browser.open(letter);
        assertThat(browser.text("#standing")).isEqualTo("… Provably undelivered: it can be replayed");
        photograph("dead-letter");
        browser.press("Replay…");
        String confirm = below();
        assertNoBarriers(letter, confirm);
        browser.open(confirm).one("#reason").sendKeys("The ledger takes it again");
        browser.press("Yes, replay");

        assertThat(browser.text("#standing")).isEqualTo("✓ Delivered");
        assertThat(browser.text("#replayed")).contains("The ledger takes it again");
        awaitHeadline(publication, "Published successfully");
        browser.open(confirm);
        assertThat(browser.all("main form")).as("a second time").isEmpty();
        assertThat(running.wordpress().everPublic())
                .filteredOn(post -> postsOf(publication).stream().anyMatch(ours -> ours.id() == post.id()))
                .hasSize(1);
    }

    /** Kafka UI shows a header as UTF-8: what is none, or a number in bytes, nobody could read there. */
    @Test
    void every_header_of_a_relayed_record_and_of_its_dead_letter_is_text() {
        String publication = refusedByTheLedger("headed", "A letter with all its headers");
        Map<String, String> relayed = headers(REQUESTS, publication);
        Map<String, String> letter = headers(REQUESTS + ".dlt", publication);

        assertThat(relayed).containsEntry("ce_type", "dev.colophon.publication.requested.v1");
        assertThat(letter)
                .containsAllEntriesOf(relayed)
                .containsEntry("dlt_original_topic", REQUESTS)
                .hasEntrySatisfying(
                        "dlt_original_offset", offset -> assertThat(offset).containsOnlyDigits());
        assertThat(Stream.of(relayed, letter).flatMap(headers -> headers.values().stream()))
                .allSatisfy(text -> assertThat(text.codePoints()).isNotEmpty().noneMatch(Character::isISOControl));
    }

    @Test
    void a_request_that_a_newer_one_has_overtaken_is_kept() {
        String publication = refusedByTheLedger("overtaken", "An old title");
        assertThat(publish("overtaken", "A new title")).isEqualTo(publication);
        browser.signIn(admin());
        awaitHeadline(publication, "Published successfully");

        browser.open(letters(publication, 1).getFirst());
        assertThat(browser.text("#standing")).isEqualTo("✗ Overtaken: it is not replayed");
        assertThat(browser.texts("main .actions a")).isEmpty();
        assertThat(postsOf(publication))
                .singleElement()
                .satisfies(post -> assertThat(post.title()).isEqualTo("A new title"));
    }

    @Test
    void a_post_that_an_editor_took_away_is_found_dry_and_told_by_the_repair() throws Exception {
        String publication = published("trashed", "The pier is closed");
        trash(postsOf(publication).getFirst());
        browser.signIn(admin()).open("/publications/" + publication);
        browser.press("Reconcile…");
        browser.press("Dry run");
        awaitState("✓ Dry run: completed");
        assertThat(browser.text("tbody")).contains("trashed");
        photograph("reconcile");
        String walk = below();
        awaitHeadline(publication, "Published successfully");

        browser.open(walk).press("Repair…");
        String confirm = below();
        assertNoBarriers("/publications/" + publication + "/reconcile", walk, confirm);
        browser.open(confirm).press("Yes, repair");
        awaitState("✓ Repair: completed");
        awaitHeadline(publication, "Removed at the site");
    }

    private String published(String name, String title) {
        String publication = publish(name, title);
        browser.signIn(admin());
        awaitHeadline(publication, "Published successfully");
        return publication;
    }

    private void awaitState(String state) {
        await().atMost(PATIENCE).until(() -> browser.text("#state").equals(state));
    }

    /** Where the browser is, below the console. */
    private String below() {
        return browser.path().substring("/console".length());
    }

    /** The pages of the letters that have this key, once there are so many. */
    private List<String> letters(String key, int count) {
        return await().atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> browser.open("/dead-letters").all(".card").stream()
                                .filter(card -> card.getText().contains(key))
                                .map(card -> card.findElement(By.tagName("a")).getDomAttribute("href"))
                                .map(page ->
                                        Optional.ofNullable(page).orElseThrow().substring("/console".length()))
                                .toList(),
                        found -> found.size() >= count);
    }

    /** A story that the publisher's database refuses for now: its request is a dead letter, and the database takes it again. */
    private String refusedByTheLedger(String name, String title) {
        var sql = running.pipeline().sql();
        sql.sql("ALTER TABLE wordpress_publisher.ledger ADD CONSTRAINT refuses_for_now CHECK (content NOT LIKE '%"
                        + title + "%') NOT VALID")
                .update();
        try {
            String publication = publish(name, title);
            await().atMost(PATIENCE)
                    .until(() -> running.pipeline().kafka().records(REQUESTS + ".dlt").stream()
                            .anyMatch(record -> publication.equals(record.key())));
            return publication;
        } finally {
            sql.sql("ALTER TABLE wordpress_publisher.ledger DROP CONSTRAINT refuses_for_now")
                    .update();
        }
    }

    /** Of the one record of this key; refused if one is not UTF-8. */
    private Map<String, String> headers(String topic, String key) {
        ConsumerRecord<String, String> record = running.pipeline().kafka().records(topic).stream()
                .filter(each -> key.equals(each.key()))
                .findFirst()
                .orElseThrow();
        var headers = new TreeMap<String, String>();
        record.headers().forEach(header -> {
            try {
                headers.put(
                        header.key(),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(header.value()))
                                .toString());
            } catch (CharacterCodingException notText) {
                throw new AssertionError(topic + ": the header " + header.key() + " is no text", notText);
            }
        });
        return headers;
    }

    private void damage(String publication) {
        assertThat(running.pipeline()
                        .sql()
                        .sql(
                                "UPDATE status_projector.publication_status SET story_key = 'planted-by-hand' WHERE publication_id = :p")
                        .param("p", UUID.fromString(publication))
                        .update())
                .isEqualTo(1);
    }

    private String storyKey(String publication) {
        return running.pipeline()
                .sql()
                .sql("SELECT story_key FROM status_projector.publication_status WHERE publication_id = :p")
                .param("p", UUID.fromString(publication))
                .query(String.class)
                .single();
    }

    private List<StoredPost> postsOf(String publication) {
        return running.wordpress().posts().stream()
                .filter(post -> post.content().contains("colophon:" + publication))
                .toList();
    }

    private void trash(StoredPost post) throws Exception {
        URI address = running.wordpress().rest("/wp/v2/posts/" + post.id());
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", running.wordpress().editor().authorization())
                .DELETE()
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }
}
