package dev.colophon.outboxrelay.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.contracts.OperationsRefusals;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OperationsCodesTest {

    @Test
    void every_refusal_says_what_to_do_in_the_words_of_its_row() {
        var fixes = new TreeMap<String, String>();
        for (var code : OperationsCode.values()) {
            fixes.put(code.name(), code.fix());
        }

        assertThat(fixes.values()).allSatisfy(fix -> assertThat(fix).isNotBlank());
        assertThat(fixes).as(OperationsRefusals.ADVICE).isEqualTo(OperationsRefusals.of("outbox-relay"));
    }
}
