package dev.colophon.statusprojector.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.statusprojector.check.CheckRefused;
import dev.colophon.statusprojector.divergence.DivergenceRefused;
import dev.colophon.statusprojector.invalidate.Refused;
import dev.colophon.statusprojector.rebuild.RebuildRefused;
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
        for (var code : DeadLetterRefused.Code.values()) {
            fixes.put(code.name(), code.fix());
        }
        for (var code : Refused.Code.values()) {
            fixes.put(code.name(), code.fix());
        }
        for (var code : RebuildRefused.Code.values()) {
            fixes.put(code.name(), code.fix());
        }
        for (var code : CheckRefused.Code.values()) {
            fixes.put(code.name(), code.fix());
        }
        for (var code : DivergenceRefused.Code.values()) {
            fixes.put(code.name(), code.fix());
        }

        assertThat(fixes.values()).allSatisfy(fix -> assertThat(fix).isNotBlank());
        assertThat(fixes).as(OperationsRefusals.ADVICE).isEqualTo(OperationsRefusals.of("status-projector"));
    }
}
