package dev.colophon.publishapi.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {

    @Test
    void fields_are_what_a_browser_meant() {
        assertThat(read("title=Zwei+Schiffe+%e2%9A%93&more=a%3Db%26c&empty=&bare&raw=\u00e4"))
                .isEqualTo(Map.of(
                        "title",
                        List.of("Zwei Schiffe \u2693"),
                        "more",
                        List.of("a=b&c"),
                        "empty",
                        List.of(""),
                        "bare",
                        List.of(""),
                        "raw",
                        List.of("\u00e4")));
    }

    @Test
    void those_of_the_address_come_before_those_of_the_form() {
        var fields = new FormFields();
        fields.add("x=1&y=2".getBytes(UTF_8));
        fields.add("x=3&x=4".getBytes(UTF_8));

        assertThat(fields.byName()).containsEntry("x", List.of("1", "3", "4")).containsEntry("y", List.of("2"));
    }

    @Test
    void nothing_between_two_signs_is_no_field() {
        assertThat(read("")).isEmpty();
        assertThat(read("&&a=1&")).isEqualTo(Map.of("a", List.of("1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%", "a=%1", "a=%1&b", "a=%g1", "a=%+1", "%=1", "a=%e2%9a", "a=%ed%a0%80", "%00=1", "a%0A=1"})
    void what_is_no_text_is_refused_and_not_mended(String form) {
        assertThatThrownBy(() -> read(form)).isInstanceOf(ProblemException.class);
    }

    private static Map<String, List<String>> read(String form) {
        var fields = new FormFields();
        fields.add(form.getBytes(UTF_8));
        return fields.byName();
    }
}
