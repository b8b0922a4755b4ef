package dev.colophon.statusprojector.receive;

import static dev.colophon.statusprojector.receive.StoryRecords.RECEIPTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.Contracts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A record that nobody can read becomes a dead letter and the partition moves on; without a place for it, the partition waits. */
@NullUnmarked
class DeadLettersTest extends ReadingTest {

    @Test
    void a_poison_record_goes_to_the_dead_letters_and_the_partition_moves_on() {
        var key = publication.toString();
        var good = Contracts.receipt(publication, "claimed", 1, 1).toString();
        var type = "dev.colophon.receipt.claimed.v1";
        var poison = new HashMap<String, ProducerRecord<String, String>>();
        poison.put("NOT_JSON", StoryRecords.record(RECEIPTS, key, "{\"oops", headers(type)));
        poison.put("NOT_AN_OBJECT", StoryRecords.record(RECEIPTS, key, "[1]", headers(type)));
        poison.put("NO_VALUE", StoryRecords.record(RECEIPTS, key, null, headers(type)));
        poison.put("FIELD_MISSING", StoryRecords.record(RECEIPTS, key, "{}", headers(type)));
        poison.put(
                "UNKNOWN_TYPE", StoryRecords.record(RECEIPTS, key, good, headers("dev.colophon.receipt.claimed.v2")));
        poison.put(
                "KEY_DIFFERS", StoryRecords.record(RECEIPTS, UUID.randomUUID().toString(), good, headers(type)));
        poison.put("NOT_A_CLOUD_EVENT", StoryRecords.record(RECEIPTS, key, good, Map.of("ce_type", type)));
        poison.put(
                "NOT_PROJECTABLE",
                StoryRecords.record(RECEIPTS, key, good.replace("publisher-1", "a\\u0000b"), headers(type)));
        poison.put(
                "UNKNOWN_KIND",
                StoryRecords.record(
                        RECEIPTS,
                        key,
                        good.replace("\"claimed\"", "\"posted\""),
                        headers("dev.colophon.receipt.posted.v1")));
        var records = new ArrayList<>(poison.values());
        records.add(StoryRecords.record(RECEIPTS, key, "{\"big", big(headers(type))));
        records.addAll(StoryRecords.story(publication));
        kafka.send(records);

        awaitStatus(publication, "published");
        awaitEvents(publication, 5);
        // Commits of receipts follow the dead letters.
        await().atMost(PATIENCE).until(() -> deadLetters().size() == records.size() - 5);
        poison.forEach((code, sent) -> assertThat(deadLetters())
                .as(code)
                .filteredOn(letter -> header(letter, "dlt_error_code").equals(code))
                .anySatisfy(letter -> {
                    assertThat(header(letter, "dlt_original_topic")).isEqualTo(RECEIPTS);
                    assertThat(header(letter, "dlt_original_partition")).isEqualTo(String.valueOf(letter.partition()));
                    assertThat(header(letter, "dlt_original_offset")).matches("[0-9]+");
                    assertThat(header(letter, "dlt_original_timestamp")).matches("[0-9]+");
                    assertThat(header(letter, "dlt_original_group")).isEqualTo("status-projector");
                    assertThat(header(letter, "dlt_error_message")).isNotBlank();
                    assertThat(letter.value()).isEqualTo(sent.value());
                    assertThat(letter.key()).isEqualTo(sent.key());
                }));
    }

    @Test
    void without_a_dead_letter_topic_a_partition_waits_and_nothing_is_skipped() throws Exception {
        try (var admin = kafka.admin()) {
            admin.deleteTopics(List.of(RECEIPTS + ".dlt")).all().get();
        }
        kafka.send(List.of(StoryRecords.record(
                RECEIPTS, publication.toString(), "{}", headers("dev.colophon.receipt.claimed.v1"))));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.health().getDetails())
                        .hasEntrySatisfying(
                                RECEIPTS, why -> assertThat(why).asString().contains("DeadLetterNotSent")));
        kafka.makeTopics();

        await().atMost(PATIENCE).until(() -> deadLetters().size() == 1);
        ready();
    }

    private Map<String, String> headers(String type) {
        return Contracts.headers(UUID.randomUUID(), type, publication);
    }

    private static Map<String, String> big(Map<String, String> headers) {
        var more = new HashMap<>(headers);
        more.put("padding", "x".repeat(900_000));
        return more;
    }

    private List<ConsumerRecord<String, String>> deadLetters() {
        return kafka.records(RECEIPTS + ".dlt").stream()
                .filter(letter -> letter.headers().lastHeader("ce_subject") == null
                        || header(letter, "ce_subject").equals(publication.toString()))
                .toList();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
