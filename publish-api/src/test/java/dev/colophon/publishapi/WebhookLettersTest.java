package dev.colophon.publishapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.deadletter.DeadLetterDesk;
import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Letter;
import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Standing;
import dev.colophon.testkit.kafka.KafkaServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Events that a real broker keeps because webhooks could not be told of them. */
class WebhookLettersTest extends WebhookEvents {

    private static final String CANARY = "canary-of-the-event";

    @Autowired
    DeadLetterDesk<?> desk;

    WebhookLettersTest(KafkaServer kafka) {
        super(kafka);
    }

    @AfterEach
    void the_database_takes_everything_again() {
        tables.sql("ALTER TABLE publish_api.webhook_delivery DROP CONSTRAINT IF EXISTS refuses_one")
                .update();
    }

    @Test
    void an_event_that_was_told_to_nobody_is_told_after_all_by_the_console_and_once() throws Exception {
        register("/all", "", clientKey);
        var publication = publish(story()).text("/publicationId");
        var page = "/console/dead-letters/publish-api/" + path(refused(publication, Instant.now()));
        signInAs("admin");
        assertThat(read(() -> open("/console/dead-letters"))
                        .select("section:has(#of-publish-api) .card:contains(" + publication + ")")
                        .text())
                .contains("EVENT_NOT_DELIVERABLE");
        var again = read(() -> submit(answer(() -> open(page + "/replay")), Map.of("reason", "too early")));
        assertThat(again.select("#missing").text()).contains("DEAD_LETTER_REFUSED_AGAIN (HTTP 409)");
        assertThat(told(publication)).isZero();
        the_database_takes_everything_again();
        assertThat(read(() -> submit(answer(() -> open(page + "/replay")), Map.of("reason", " ")))
                        .select("#missing")
                        .text())
                .contains("REASON_MISSING (HTTP 422)");

        var confirm = answer(
                () -> open(read(() -> open(page)).select("a[href$=/replay]").attr("href")));
        var shown = answer(() -> submit(confirm, Map.of("reason", "the constraint is gone")));

        assertThat(shown.uri().getPath()).isEqualTo(page);
        var delivered = read(() -> open(page));
        assertThat(delivered.select("#standing").text()).isEqualTo("✓ Delivered");
        assertThat(delivered.select("#why").text()).contains("due for 1 webhooks");
        assertThat(told(publication)).isOne();
        assertThat(read(() -> submit(confirm, Map.of("reason", "once more")))
                        .select("#missing")
                        .text())
                .contains("DEAD_LETTER_DELIVERED (HTTP 409)");
        assertThat(told(publication)).isOne();
    }

    @Test
    void a_letter_is_kept_if_nobody_wants_it_if_the_log_may_have_forgotten_it_or_if_it_cannot_be_read() {
        var webhook = register("/all", "", clientKey);
        var publication = publish(story()).text("/publicationId");
        var old = refused(publication, Instant.now().minus(Duration.ofDays(31)));
        the_database_takes_everything_again();
        assertKept(old, Code.DEAD_LETTER_TOO_OLD);

        var young = refused(publication, Instant.now());
        the_database_takes_everything_again();
        assertThat(opened(young).standing()).isInstanceOf(Standing.Undelivered.class);
        send("DELETE", "/v1/webhooks/" + webhook.text("/webhookId"), clientKey, Map.of(), "");
        assertKept(young, Code.DEAD_LETTER_UNWANTED);

        var before = letters(publication).size();
        kafka.send(EVENTS, publication, "{\"password", headers(UUID.randomUUID(), ACCEPTED, publication));
        await().atMost(PATIENCE).until(() -> letters(publication).size() == before + 1);
        var unreadable = letters(publication).getFirst().place();
        assertKept(unreadable, Code.DEAD_LETTER_UNREADABLE);
        assertThat(opened(unreadable).body().text()).isEqualTo("{\"password***");
        assertThat(told(publication)).isZero();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void what_an_event_holds_that_becomes_a_letter_is_in_its_value_alone_and_with_debug_on_in_no_log(
            CapturedOutput output, @Autowired LoggingSystem logging) {
        register("/all", "", clientKey);
        var publication = publish(story()).text("/publicationId");
        refuses(publication);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        try {
            kafka.send(
                    EVENTS,
                    publication,
                    "{\"password\": \"" + CANARY,
                    headers(UUID.randomUUID(), ACCEPTED, publication));
            kafka.send(
                    EVENTS,
                    publication,
                    value("accepted", publication).put("password", CANARY).toString(),
                    headers(UUID.randomUUID(), ACCEPTED, publication));
            runIntake.startUnlessRunning();
            await().atMost(PATIENCE).until(() -> letters(publication).size() == 2);
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        var kept = kafka.records(EVENTS + ".dlt").stream()
                .filter(record -> publication.equals(record.key()))
                .toList();
        assertThat(kept).hasSize(2).allSatisfy(record -> {
            assertThat(record.value()).contains(CANARY);
            assertThat(record.headers())
                    .extracting(header -> new String(header.value(), UTF_8))
                    .contains(EVENTS)
                    .noneMatch(header -> header.contains("canary"));
        });
        // A letter is in its topic before it is logged.
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(output.getAll()).contains("DEBUG", "EVENT_UNREADABLE", "EVENT_NOT_DELIVERABLE"));
        assertThat(output.getAll().lines().filter(line -> line.contains(CANARY)))
                .isEmpty();
    }

    @Test
    void while_kafka_is_away_its_page_says_so_and_the_others_are_shown() throws Exception {
        use(NO_KAFKA);
        signInAs("operator");

        var page = page(open("/console/dead-letters"));

        assertThat(page.select("section:has(#of-publish-api) .missing").text())
                .contains("DEAD_LETTERS_UNREACHABLE (HTTP 503)");
        assertThat(page.select("h2").eachText()).contains("status-projector", "wordpress-publisher", "publish-api");
    }

    /** An event that the database refuses for now, and where its letter is kept. */
    private Place refused(String publication, Instant happened) {
        refuses(publication);
        var before = letters(publication).size();
        var headers = headers(UUID.randomUUID(), ACCEPTED, publication);
        headers.put("ce_time", happened.toString());
        kafka.send(EVENTS, publication, value("accepted", publication).toString(), headers);
        runIntake.startUnlessRunning();
        await().atMost(PATIENCE).until(() -> letters(publication).size() == before + 1);
        var letter = letters(publication).getFirst();
        assertThat(letter.shown("dlt_error_code")).isEqualTo("EVENT_NOT_DELIVERABLE");
        return letter.place();
    }

    private void refuses(String publication) {
        tables.sql("""
                ALTER TABLE publish_api.webhook_delivery ADD CONSTRAINT refuses_one
                CHECK (publication_id <> '%s') NOT VALID""".formatted(publication)).update();
    }

    private List<Letter> letters(String publication) {
        return answered(() -> desk.page("", 50)).letters().stream()
                .filter(letter -> letter.header("ce_subject").equals(publication))
                .toList();
    }

    private Document read(Callable<HttpResponse<String>> question) {
        return page(answer(question));
    }

    /** A page for which Kafka had no answer in its 2 s is asked for again; one to which a delivery has led is not. */
    private static HttpResponse<String> answer(Callable<HttpResponse<String>> question) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(
                        question,
                        answer -> !answer.body().contains(Code.DEAD_LETTERS_UNREACHABLE.name())
                                || (answer.request().method().equals("GET")
                                        && answer.previousResponse().isPresent()));
    }

    private DeadLetterDesk.Opened opened(Place place) {
        return answered(() -> desk.open(place));
    }

    /** Kafka is given 2 s for each question here: one that was in vain on a slow machine is asked again. */
    private static <T> T answered(Callable<T> question) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(failure ->
                        failure instanceof DeadLetterRefused refused && refused.code() == Code.DEAD_LETTERS_UNREACHABLE)
                .until(question, _ -> true);
    }

    private void assertKept(Place place, Code why) {
        assertThat(opened(place).standing())
                .isInstanceOfSatisfying(
                        Standing.Kept.class, kept -> assertThat(kept.why()).isEqualTo(why));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> desk.replay(place, "ada", "why not"))
                        .isInstanceOfSatisfying(
                                DeadLetterRefused.class,
                                refused -> assertThat(refused.code()).isEqualTo(why)));
    }

    private static String path(Place place) {
        return place.topic() + "/" + place.partition() + "/" + place.offset();
    }
}
