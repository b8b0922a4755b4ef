package dev.colophon.publishapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.problem.ProblemException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void quoted_and_bare_are_the_same_key() {
        assertThat(IdempotencyKey.parse(List.of("\"a-1\""))).isEqualTo(IdempotencyKey.parse(List.of(" a-1 ")));
        assertThat(IdempotencyKey.parse(List.of("\"a \\\"b\\\" \\\\\"")).value())
                .isEqualTo("a \"b\" \\");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "\"open", "a b", "a,b", "a\"b", "\u00fcmlaut", "a\tb", "\"a\\b\""})
    void anything_else_is_refused(String header) {
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of(header))).isInstanceOf(ProblemException.class);
    }

    @Test
    void two_headers_are_refused_even_if_they_agree() {
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of("a", "a"))).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_key_that_is_missing_is_told_apart_and_one_has_up_to_255_characters() {
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of())).hasMessageStartingWith("Send Idempotency-Key");
        assertThat(IdempotencyKey.parse(List.of("a".repeat(255))).value()).hasSize(255);
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of("a".repeat(256)))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new IdempotencyKey("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_an_answer_of_success_is_remembered() {
        var place = URI.create("/v1/publications/p");

        assertThat(new Answer(200, place, "{}").status()).isEqualTo(200);
        assertThat(new Answer(299, place, "{}").status()).isEqualTo(299);
        assertThatThrownBy(() -> new Answer(199, place, "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Answer(300, place, "{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
