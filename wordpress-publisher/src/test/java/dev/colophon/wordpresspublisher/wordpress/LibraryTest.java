package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.Attachment;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class LibraryTest {

    @Test
    void the_words_of_an_image_are_kept_as_they_are_but_for_what_no_row_can_hold() throws WordPressFailed {
        assertThat(words("Two ships\n\tat noon \ud83d\ude00")).isEqualTo("Two ships\n\tat noon \ud83d\ude00");
        assertThat(words("a\u0000b\u001bc\ud83d")).isEqualTo("a\ufffdb\ufffdc\ufffd");
        assertThat(words("x".repeat(9_999) + "\ud83d\ude00".repeat(9))).isEqualTo("x".repeat(9_999) + "\ufffd…");
    }

    static Stream<String> noAddresses() {
        return Stream.of(
                "javascript:alert(1)",
                "https://example.org/a b",
                "https://example.org/\u0000",
                "https://example.org/\u009b",
                "https://example.org/\ud83d",
                "https://example.org/" + "\ud83d\ude00a".repeat(1000));
    }

    @ParameterizedTest
    @MethodSource("noAddresses")
    void what_no_attribute_and_no_row_can_hold_is_no_address_of_an_image(String url) {
        assertThatThrownBy(() -> Library.read(upload().put("source_url", url))).isInstanceOf(WordPressFailed.class);
    }

    @Test
    void an_id_that_is_none_is_not_repeated() {
        var list = JsonNodeFactory.instance.arrayNode();
        list.addObject().put("id", "\u0000".repeat(1000)).put("source_url", "none");

        assertThatThrownBy(() -> Library.addresses(list))
                .isInstanceOfSatisfying(
                        WordPressFailed.class,
                        failed -> assertThat(failed.failure().problem().detail())
                                .isEqualTo("The site answered without a usable address of attachment 0."));
    }

    private static String words(String said) throws WordPressFailed {
        ObjectNode upload = upload().put("alt_text", said);
        upload.putObject("caption").put("raw", said);
        Attachment read = Library.read(upload);
        assertThat(read.caption()).isEqualTo(read.alt());
        return read.alt();
    }

    private static ObjectNode upload() {
        return JsonNodeFactory.instance.objectNode().put("id", 7).put("source_url", "https://example.org/a.png");
    }
}
