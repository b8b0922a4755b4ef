package dev.colophon.publishapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.problem.ProblemException;
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
}
