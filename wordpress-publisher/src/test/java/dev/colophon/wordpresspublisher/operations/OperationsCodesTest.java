package dev.colophon.wordpresspublisher.operations;

import static dev.colophon.testkit.contracts.OperationsRefusals.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.testkit.contracts.OperationsRefusals;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OperationsCodesTest {

    @Test
    void every_refusal_has_the_status_of_its_row_and_says_what_to_do_in_its_words() {
        var rows = new TreeMap<String, String>();
        for (var code : OperationsCode.values()) {
            rows.put(code.name(), row(code.status().value(), code.fix()));
        }
        for (var code : DeadLetterRefused.Code.values()) {
            rows.put(code.name(), row(code.status(), code.fix()));
        }

        assertThat(rows.values()).allSatisfy(row -> assertThat(row).matches("\\d{3} .*\\S.*"));
        assertThat(rows).as(OperationsRefusals.ADVICE).isEqualTo(OperationsRefusals.of("wordpress-publisher"));
    }
}
