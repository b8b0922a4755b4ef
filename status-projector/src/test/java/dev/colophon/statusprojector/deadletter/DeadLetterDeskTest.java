package dev.colophon.statusprojector.deadletter;

import static dev.colophon.statusprojector.receive.StoryRecords.RECEIPTS;
import static dev.colophon.statusprojector.receive.StoryRecords.REQUESTS;
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
import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.receive.StoryRecords;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Letters that a real broker keeps, and a real database that refused them. */
@NullUnmarked
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DeadLetterDeskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DeadLetterDesk<?> desk;
    private final KafkaServer kafka;
    private final JdbcTemplate database;
    private final JdbcTemplate superuser;
    private final HealthIndicator intake;
    private final UUID publication = UUID.randomUUID();

    DeadLetterDeskTest(
            @Autowired DeadLetterDesk<?> desk,
            @Autowired JdbcTemplate database,
            @Autowired HealthIndicator intakeHealthIndicator,
            KafkaServer kafka,
            PostgresServer postgres) {
        this.desk = desk;
        this.database = database;
        this.intake = intakeHealthIndicator;
        this.kafka = kafka;
        this.superuser = new JdbcTemplate(postgres.superuser());
    }

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(() -> intake.health().getStatus().equals(Status.UP));
    }

    @AfterEach
    void the_database_takes_everything_again() {
        superuser.execute("ALTER TABLE status_projector.publication_event DROP CONSTRAINT IF EXISTS refuses_published");
    }

    @Test
    void a_letter_that_was_never_taken_in_is_delivered_once_and_a_second_time_changes_nothing() {
        var place = refused("published", 4);
        kafka.send(StoryRecords.story(publication).subList(0, 4));
        awaitEvents(4);
        assertThat(desk.open(place).standing()).isInstanceOf(Standing.Undelivered.class);
        assertThatThrownBy(() -> desk.replay(place, "ada", "too early"))
                .as("the fault is still there")
                .satisfies(code(Code.DEAD_LETTER_REFUSED_AGAIN));
        assertThat(status()).isNotEqualTo("published");
        the_database_takes_everything_again();

        var delivered = desk.replay(place, "ada", "the constraint is gone");

        assertThat(status()).isEqualTo("published");
        assertThat(delivered.replay()).hasValueSatisfying(replay -> {
            assertThat(replay.operator()).isEqualTo("ada");
            assertThat(replay.reason()).isEqualTo("the constraint is gone");
            assertThat(replay.publicationId()).isEqualTo(publication);
        });
        assertThat(database.queryForMap(
                        "SELECT origin_topic, origin_offset FROM publication_event WHERE publication_id = ? AND kind = 'published'",
                        publication))
                .containsEntry("origin_topic", RECEIPTS);
        var told = told();
        assertThatThrownBy(() -> desk.replay(place, "bob", "once more")).satisfies(code(Code.DEAD_LETTER_DELIVERED));
        assertThat(told()).isEqualTo(told);
        assertThat(awaitEvents(5)).isEqualTo(5);
        assertThat(desk.page("", 50).replays().get(place).operator()).isEqualTo("ada");
    }

    @Test
    void a_letter_that_was_never_a_record_is_kept_whatever_its_headers_say() {
        kafka.send(StoryRecords.story(publication).subList(0, 4));
        awaitEvents(4);
        var record = kafka.records(RECEIPTS).stream()
                .filter(one -> publication.toString().equals(one.key()))
                .findFirst()
                .orElseThrow();
        var offset = record.offset();
        var forged = StoryRecords.receipt(publication, "published", 4);

        assertThatThrownBy(() -> desk.replay(forged(forged, record.partition(), offset), "ada", "why not"))
                .satisfies(code(Code.DEAD_LETTER_ORIGIN_DIFFERS));
        for (var nowhere : List.of(forged(forged, record.partition(), 1_000_000), forged(forged, 999, offset))) {
            assertThat(desk.open(nowhere).standing()).isInstanceOf(Standing.Kept.class);
            assertThatThrownBy(() -> desk.replay(nowhere, "ada", "why not"))
                    .satisfies(code(Code.DEAD_LETTER_ORIGIN_GONE));
        }
        assertThat(awaitEvents(4)).isEqualTo(4);
        assertThat(status()).isNotEqualTo("published");
    }

    @Test
    void a_records_own_headers_hold_where_a_letter_of_it_has_others() {
        var place = refused("published", 4);
        kafka.send(StoryRecords.story(publication).subList(0, 4));
        awaitEvents(4);
        the_database_takes_everything_again();
        var record = desk.open(place).letter().original().orElseThrow();
        var renamed = StoryRecords.record(
                RECEIPTS,
                new String(record.key(), UTF_8),
                new String(record.value(), UTF_8),
                Contracts.headers(UUID.randomUUID(), "dev.colophon.receipt.published.v1", publication));

        desk.replay(forged(renamed, record.partition(), record.offset()), "ada", "the constraint is gone");

        assertThat(database.queryForObject(
                        "SELECT event_id FROM publication_event WHERE publication_id = ? AND kind = 'published'",
                        UUID.class,
                        publication))
                .isEqualTo(new UUID(publication.getMostSignificantBits(), 4));
    }

    /** A letter of ours that another user of the topic wrote, and where it is kept. */
    private Place forged(ProducerRecord<@Nullable String, @Nullable String> says, int partition, long offset) {
        var letter =
                new ProducerRecord<@Nullable String, @Nullable String>(says.topic() + ".dlt", says.key(), says.value());
        says.headers().forEach(letter.headers()::add);
        var mark = UUID.randomUUID().toString();
        Map.of(
                        "dlt_original_topic", says.topic(),
                        "dlt_original_partition", Integer.toString(partition),
                        "dlt_original_offset", Long.toString(offset),
                        "dlt_original_group", "status-projector",
                        "dlt_error_message", mark)
                .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
        kafka.send(List.of(letter));
        return desk.page("", 50).letters().stream()
                .filter(one -> one.header("dlt_error_message").equals(mark))
                .findFirst()
                .orElseThrow()
                .place();
    }

    @Test
    void a_letter_whose_place_another_event_has_taken_is_kept() {
        var place = refused("published", 1);
        the_database_takes_everything_again();
        kafka.send(List.of(StoryRecords.receipt(publication, "claimed", 1, UUID.randomUUID())));
        awaitEvents(1);

        assertThatThrownBy(() -> desk.replay(place, "ada", "why not")).satisfies(code(Code.DEAD_LETTER_OVERTAKEN));
        assertThat(awaitEvents(1)).isEqualTo(1);
    }

    @Test
    void a_letter_that_cannot_be_read_is_shown_without_its_secrets_and_kept() {
        var headers = new HashMap<>(
                Contracts.headers(UUID.randomUUID(), "dev.colophon.publication.requested.v1", publication));
        headers.put("x-api-key", "header-secret");
        kafka.send(REQUESTS, publication.toString(), "{\"title\": \"x\", \"password\": \"body-secret", headers);
        var place = awaitLetter(REQUESTS, "NOT_JSON");
        var opened = desk.open(place);

        assertThat(opened.body().text()).isEqualTo("{\"title\": \"x\", \"password***");
        assertThat(opened.body().whole()).isFalse();
        assertThat(opened.letter().shown("x-api-key")).isEqualTo("***");
        assertThat(opened.letter().shown("dlt_error_code")).isEqualTo("NOT_JSON");
        assertThatThrownBy(() -> desk.replay(place, "ada", "why not")).satisfies(code(Code.DEAD_LETTER_UNREADABLE));
    }

    @Test
    void another_groups_letter_is_not_ours() {
        kafka.send(
                REQUESTS + ".dlt",
                publication.toString(),
                "{}",
                Map.of("dlt_original_group", "wordpress-publisher", "dlt_error_code", "REQUEST_UNREADABLE"));
        var theirs = kafka.records(REQUESTS + ".dlt").stream()
                .filter(record -> publication.toString().equals(record.key()))
                .findFirst()
                .orElseThrow();
        var place = new Place(theirs.topic(), theirs.partition(), theirs.offset());

        assertThat(desk.page("", 50).letters())
                .noneMatch(letter -> letter.place().equals(place));
        assertThatThrownBy(() -> desk.open(place)).satisfies(code(Code.NO_SUCH_DEAD_LETTER));
        assertThatThrownBy(() -> desk.open(new Place("publishing.events.v1", 0, 0)))
                .satisfies(code(Code.NO_SUCH_DEAD_LETTER));
        assertThatThrownBy(() -> desk.open(new Place(RECEIPTS + ".dlt", 0, 1_000_000)))
                .satisfies(code(Code.NO_SUCH_DEAD_LETTER));
    }

    @Test
    void pages_go_back_without_a_gap_or_a_repeat() {
        for (var letter = 0; letter < 7; letter++) {
            kafka.send(
                    RECEIPTS,
                    UUID.randomUUID().toString(),
                    "{",
                    Contracts.headers(UUID.randomUUID(), "dev.colophon.receipt.claimed.v1", publication));
        }
        await().atMost(PATIENCE).until(() -> ofUs(desk.page("", 50).letters()).size() == 7);
        var seen = new ArrayList<Letter>();
        var cursor = "";
        do {
            var page = desk.page(cursor, 2);
            assertThat(page.letters()).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page.letters());
            cursor = page.next();
        } while (!cursor.isEmpty());

        assertThat(seen.stream().map(Letter::place)).doesNotHaveDuplicates();
        assertThat(ofUs(seen)).hasSize(7);
        assertThat(new HashSet<>(seen.stream().map(Letter::place).toList()))
                .containsAll(
                        desk.page("", 50).letters().stream().map(Letter::place).toList());
        assertThatThrownBy(() -> desk.page("elsewhere", 2)).satisfies(code(Code.CURSOR_INVALID));
    }

    @Test
    void the_database_takes_a_replay_once_for_each_letter_and_each_event_and_keeps_it() {
        var put =
                "INSERT INTO dead_letter_replay (topic, kafka_partition, kafka_offset, event_id, publication_id, operator, reason) VALUES ";
        kafka.send(StoryRecords.story(publication));
        awaitEvents(5);
        var event = new UUID(publication.getMostSignificantBits(), 1);
        var row = "('publishing.receipts.v1.dlt', 0, %d, '%s', '%s', 'ada', 'why')";
        database.update(put + row.formatted(900_001, event, publication));

        for (var lie : List.of(
                row.formatted(900_002, event, publication),
                row.formatted(900_001, new UUID(publication.getMostSignificantBits(), 2), publication),
                row.formatted(900_003, UUID.randomUUID(), publication),
                row.formatted(900_003, new UUID(publication.getMostSignificantBits(), 2), publication)
                        .replace("'why'", "' '"))) {
            assertThatThrownBy(() -> database.update(put + lie))
                    .as(lie)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThatThrownBy(() -> database.update("UPDATE dead_letter_replay SET operator = 'bob'"))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.update("DELETE FROM dead_letter_replay"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    /** A receipt that the database refuses for now, and where its letter is kept. */
    private Place refused(String kind, long sequence) {
        superuser.execute("""
                ALTER TABLE status_projector.publication_event ADD CONSTRAINT refuses_published
                CHECK (kind <> 'published' OR publication_id <> '%s') NOT VALID""".formatted(publication));
        kafka.send(List.of(StoryRecords.receipt(publication, kind, sequence)));
        return awaitLetter(RECEIPTS, "NOT_PROJECTABLE");
    }

    private Place awaitLetter(String topic, String code) {
        await().atMost(PATIENCE).until(() -> !ofUs(desk.page("", 50).letters()).isEmpty());
        var letter = ofUs(desk.page("", 50).letters()).getFirst();
        assertThat(letter.place().topic()).isEqualTo(topic + ".dlt");
        assertThat(letter.shown("dlt_error_code")).isEqualTo(code);
        return letter.place();
    }

    private List<Letter> ofUs(List<Letter> letters) {
        return letters.stream()
                .filter(letter -> letter.header("ce_subject").equals(publication.toString()))
                .toList();
    }

    private static Consumer<Throwable> code(Code code) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        DeadLetterRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private long awaitEvents(long count) {
        var events = "SELECT count(*) FROM publication_event WHERE publication_id = ?";
        await().atMost(PATIENCE).until(() -> database.queryForObject(events, Long.class, publication) >= count);
        return database.queryForObject(events, Long.class, publication);
    }

    private String status() {
        return database.queryForObject(
                "SELECT status FROM publication_status WHERE publication_id = ?", String.class, publication);
    }

    private List<Map<String, Object>> told() {
        return database.queryForList(
                "SELECT id, topic, sequence FROM outbox WHERE message_key = ? ORDER BY topic, sequence",
                publication.toString());
    }
}
