package dev.colophon.statusprojector.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.publication.Action;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.LoggedEvent.CancelGranted;
import dev.colophon.statusprojector.publication.LoggedEvent.CancelRefused;
import dev.colophon.statusprojector.publication.LoggedEvent.GenerationOpened;
import dev.colophon.statusprojector.publication.LoggedEvent.PostPublished;
import dev.colophon.statusprojector.publication.LoggedEvent.Progressed;
import dev.colophon.statusprojector.publication.LoggedEvent.Requested;
import dev.colophon.statusprojector.publication.LoggedEvent.Unfounded;
import dev.colophon.statusprojector.publication.Stage;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

@NullUnmarked
class MessageReaderTest {

    private static final EventId ID = new EventId(new UUID(0, 1));

    private final MessageReader reader = new MessageReader();

    @Test
    void every_sample_is_read() {
        assertThat(Contracts.samples("requests"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(file -> understood(Source.REQUEST, Contracts.read(file)));
        assertThat(Contracts.samples("receipts"))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(file -> understood(Source.RECEIPT, Contracts.read(file)));
    }

    private void understood(Source source, String value) {
        assertThat(reader.read(source, bytes(value)).message().toEvent(ID)).isNotInstanceOf(Unfounded.class);
    }

    @Test
    void an_instant_is_kept_as_it_was_understood() {
        var receipt = Contracts.sample("receipts/deferred").put("nextAttemptAt", "2026-11-24T11:25:31.1234567+02:00");

        assertThat(reader.read(Source.RECEIPT, bytes(receipt.toString())).detail())
                .contains("\"nextAttemptAt\":\"2026-11-24T09:25:31.123456Z\"");
    }

    @Test
    void the_log_keeps_the_title_and_none_of_the_content() {
        var request = Contracts.sample("requests/publication-requested").put("body", "secret-body");
        ((ObjectNode) request.get("variant")).put("password", "secret-password").put("addedLater", "secret-later");

        var detail = reader.read(Source.REQUEST, bytes(request.toString())).detail();

        assertThat(detail)
                .contains("The harbour reopens", "\"slug\"")
                .doesNotContain("secret", "Ships return", "html", "excerpt");
    }

    @Test
    void a_variant_that_is_no_object_is_not_kept() {
        var request = Contracts.sample("requests/publication-requested").put("variant", "Ships return");

        assertThat(reader.read(Source.REQUEST, bytes(request.toString())).detail())
                .doesNotContain("Ships return");
    }

    @Test
    void a_receipt_is_read_with_what_it_proves() {
        var published =
                (PostPublished) event(Contracts.sample("receipts/published").put("addedLater", 1));
        var deferred = (Progressed) event(Contracts.sample("receipts/deferred"));
        var withoutProblem =
                (Progressed) event(Contracts.sample("receipts/deferred").putNull("problem"));

        assertThat(published.seen().id().value()).isEqualTo("4711");
        assertThat(published.seen().url()).isEqualTo("https://news.example/the-harbour-reopens/");
        assertThat(deferred.stage()).isEqualTo(Stage.DEFERRED);
        assertThat(deferred.reason().code()).isEqualTo("WP_MAINTENANCE");
        assertThat(withoutProblem.reason().code()).isEqualTo("REASON_NOT_GIVEN");
    }

    @Test
    void a_receipt_that_claims_more_than_it_shows_is_unfounded() {
        var withoutUrl = Contracts.sample("receipts/published");
        ((ObjectNode) withoutUrl.get("post")).putNull("url");

        assertThat(event(withoutUrl)).isInstanceOf(Unfounded.class);
        assertThat(event(Contracts.sample("receipts/published").putNull("post")))
                .isInstanceOf(Unfounded.class);
        assertThat(event(Contracts.sample("receipts/reserved").putNull("post"))).isInstanceOf(Unfounded.class);
    }

    @ParameterizedTest
    @CsvSource({"publish, PUBLISH", "unpublish, UNPUBLISH", "cancel, CANCEL", "retry, RETRY"})
    void a_request_says_what_is_asked_for(String word, Action action) {
        var request = Contracts.sample("requests/publication-requested").put("action", word);

        assertThat(((Requested) reader.read(Source.REQUEST, bytes(request.toString()))
                                .message()
                                .toEvent(ID))
                        .action())
                .isEqualTo(action);
    }

    @Test
    void a_request_for_anything_else_is_unreadable() {
        for (var word : new String[] {"PUBLISH", "delete", ""}) {
            var request = Contracts.sample("requests/publication-requested").put("action", word);
            assertThatExceptionOfType(UnreadableMessage.class)
                    .isThrownBy(() -> reader.read(Source.REQUEST, bytes(request.toString())))
                    .extracting(UnreadableMessage::code)
                    .isEqualTo("UNKNOWN_ACTION");
        }
    }

    @Test
    void the_answers_to_a_command_are_read() {
        assertThat(event(Contracts.sample("receipts/claimed").put("kind", "cancelled")))
                .isInstanceOf(CancelGranted.class);
        assertThat(event(Contracts.sample("receipts/removed").put("kind", "cancel_refused")))
                .isInstanceOf(CancelRefused.class);
        assertThat(event(Contracts.sample("receipts/claimed").put("kind", "generation_opened")))
                .isInstanceOf(GenerationOpened.class);
    }

    @Test
    void a_request_names_the_story() {
        var request = (Requested) reader.read(
                        Source.REQUEST,
                        bytes(Contracts.sample("requests/publication-requested").toString()))
                .message()
                .toEvent(ID);

        assertThat(request.identity().storyKey()).isEqualTo("harbour-reopens");
        assertThat(request.correlationId()).isEqualTo(UUID.fromString("3e1b5c88-7d12-4a55-b0a3-5f8e9c0d1b51"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NOT_JSON            | { "publicationId":
                    NOT_JSON            | nonsense
                    NOT_AN_OBJECT       | 7
                    NOT_AN_OBJECT       | []
                    NOT_AN_OBJECT       | null
                    FIELD_MISSING       | {}
                    FIELD_MISSING       | {"publicationId":"5f0c6a0e-6d0a-4b6e-9a65-0d4f6c1f7a11"}
                    NOT_JSON            | {"publicationId":"nonsense"}
                    """)
    void nonsense_is_unreadable(String code, String value) {
        assertThatExceptionOfType(UnreadableMessage.class)
                .isThrownBy(() -> reader.read(Source.RECEIPT, bytes(value)))
                .extracting(UnreadableMessage::code)
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "FIELD_OUT_OF_RANGE, generation, 0",
        "FIELD_OUT_OF_RANGE, revision, -1",
        "FIELD_OUT_OF_RANGE, sequence, 0",
        "FIELD_OUT_OF_RANGE, attempt, -1",
        "NOT_JSON, revision, 99999999999999999999",
        "UNKNOWN_KIND, kind, \"posted\"",
        "NOT_JSON, occurredAt, \"yesterday\"",
        "FIELD_MISSING, siteId, null",
    })
    void a_receipt_with_an_impossible_field_is_unreadable(String code, String field, String value) {
        var text = Contracts.sample("receipts/published")
                .putRawValue(field, new RawValue(value))
                .toString();

        assertThatExceptionOfType(UnreadableMessage.class)
                .isThrownBy(() -> reader.read(Source.RECEIPT, bytes(text)))
                .extracting(UnreadableMessage::code)
                .isEqualTo(code);
    }

    @Test
    void an_error_does_not_quote_the_story() {
        assertThatExceptionOfType(UnreadableMessage.class)
                .isThrownBy(() -> reader.read(Source.REQUEST, bytes("{\"variant\":{\"html\":\"secret\" oops")))
                .withMessageNotContaining("secret");
    }

    private LoggedEvent event(ObjectNode receipt) {
        return reader.read(Source.RECEIPT, bytes(receipt.toString())).message().toEvent(ID);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
