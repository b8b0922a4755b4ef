package dev.colophon.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.deadletter.DeadLetterRefused.Code;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no broker; the rest is tested where letters are, at the services. */
class LetterTest {

    @Test
    void readable_bodies_are_masked_field_by_field() {
        var body = Body.of("""
                {"title": "x", "variant": {"password": "readers-only", "terms": [{"apiKey": "k"}], "token": null}}""".getBytes(UTF_8));

        assertThat(body.text())
                .contains("\"title\" : \"x\"", "\"password\" : \"***\"", "\"apiKey\" : \"***\"", "\"token\" : null")
                .doesNotContain("readers-only");
        assertThat(body.whole()).isTrue();
        assertThat(Body.of(null).bytes()).isZero();
        assertThat(Body.of("\"text\"".getBytes(UTF_8)).text()).isEqualTo("\"text\"");
    }

    @Test
    void what_is_no_json_ends_at_a_word_that_speaks_of_a_secret() {
        var body = Body.of("{\"title\": \"x\", \"password\": \"body-secret".getBytes(UTF_8));

        assertThat(body.text()).isEqualTo("{\"title\": \"x\", \"password***");
        assertThat(body.whole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, partition", "0, -1, offset"})
    void a_place_that_cannot_be_names_its_field(int partition, long offset, String field) {
        assertThatThrownBy(() -> new Place("a.dlt", partition, offset))
                .isInstanceOfSatisfying(DeadLetterRefused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(Code.PLACE_INVALID);
                    assertThat(refused.code().status()).isEqualTo(400);
                    assertThat(refused.detail()).startsWith(field + ": ");
                });
    }

    @ParameterizedTest
    @CsvSource({"a, 3, 17, true", "b, 3, 17, false", "a, -3, 17, false", "a, 3, x, false", "a, 3, '', false"})
    void the_original_is_told_by_headers_that_fit_the_topic(
            String topic, String partition, String offset, boolean known) {
        var record = new ConsumerRecord<>("a.dlt", 0, 5, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
        record.headers()
                .add("dlt_original_topic", topic.getBytes(UTF_8))
                .add("dlt_original_partition", partition.getBytes(UTF_8))
                .add("dlt_original_offset", offset.getBytes(UTF_8));

        var original = Letter.of(record).original();

        assertThat(original.isPresent()).isEqualTo(known);
        original.ifPresent(was -> {
            assertThat(was.topic()).isEqualTo("a");
            assertThat(was.offset()).isEqualTo(17);
            assertThat(was.value()).isEqualTo(record.value());
            assertThat(was.headers()).isEqualTo(record.headers());
        });
    }

    @Test
    void a_cursor_is_read_as_it_was_handed_out_and_no_other() {
        assertThat(Cursor.parse("a.dlt:0:7~a.dlt:1:9")).hasToString("a.dlt:0:7~a.dlt:1:9");
        for (var other : new String[] {"elsewhere", "a:0", "a:-1:2", "a:0:7~", "a:0:7\n"}) {
            assertThatThrownBy(() -> Cursor.parse(other))
                    .as(other)
                    .isInstanceOfSatisfying(
                            DeadLetterRefused.class,
                            refused -> assertThat(refused.code()).isEqualTo(Code.CURSOR_INVALID));
        }
    }
}
