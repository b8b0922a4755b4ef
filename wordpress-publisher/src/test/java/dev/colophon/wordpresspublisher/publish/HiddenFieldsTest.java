package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A site that shows nothing of a field does not keep a story from its readers, and is not taken to have kept the field. */
@PublisherTest
class HiddenFieldsTest extends AtOneSite {

    HiddenFieldsTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_was_asked_for_and_is_not_shown_is_told_and_the_story_is_published(boolean companion) {
        wordpress.companion(companion);
        wordpress.hide("excerpt", "comment_status", "author");

        Story story = story("hidden").want(HiddenFieldsTest::inShort);

        JsonNode receipt = story.awaitReceipt("published");
        assertThat(fields(receipt)).containsExactly("excerpt", "commentStatus");
        assertThat(Contracts.errorsInReceipt(receipt.toString())).isEmpty();
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_was_not_asked_for_is_missed_by_nobody(boolean companion) {
        wordpress.companion(companion);
        wordpress.hide("excerpt", "sticky", "comment_status", "author");

        Story story = story("plain").want(request -> variant(request).put("excerpt", ""));

        assertThat(fields(story.awaitReceipt("published"))).isEmpty();
        assertThat(only(story).status()).isEqualTo("publish");
    }

    private static void inShort(ObjectNode request) {
        variant(request).put("excerpt", "In short").putObject("settings").put("commentStatus", "closed");
    }

    private static List<String> fields(JsonNode receipt) {
        return receipt.path("post")
                .path("notApplied")
                .valueStream()
                .map(one -> one.path("field").stringValue())
                .toList();
    }
}
