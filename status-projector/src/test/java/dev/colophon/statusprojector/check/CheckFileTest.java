package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckFileTest {

    private static final String GOOD = """
            -- id: a-check   severity: page   warn_if: > 0   error_if: > 2   grace: 5 min
            -- owner: publishing   runbook: docs/operations/checks/a-check.md
            -- repair: none              incident: 0, check 1
            --
            -- Why it is asked.
            SELECT 1 AS publication_id
            -- and here
            FROM x WHERE y = ':no parameter'
            """;

    @Test
    void a_header_says_all_there_is_to_know() {
        var check = CheckFile.read("a-check.sql", GOOD);

        assertThat(check.severity()).isEqualTo(Severity.PAGE);
        assertThat(check.warnAbove()).isZero();
        assertThat(check.errorAbove()).isEqualTo(2);
        assertThat(check.grace()).isEqualTo(Duration.ofMinutes(5));
        assertThat(check.repair()).isEqualTo(Repair.NONE);
        assertThat(check.incident()).isEqualTo("0, check 1");
        assertThat(check.sql()).isEqualTo("SELECT 1 AS publication_id\nFROM x WHERE y = ':no parameter'");
    }

    @Test
    void more_bad_rows_are_a_warning_and_then_an_error() {
        var check = CheckFile.read("a-check.sql", GOOD);

        assertThat(check.judge(0)).isEqualTo(CheckState.OK);
        assertThat(check.judge(1)).isEqualTo(CheckState.WARNING);
        assertThat(check.judge(2)).isEqualTo(CheckState.WARNING);
        assertThat(check.judge(3)).isEqualTo(CheckState.ERROR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            severity: page  | severity: loud   | no severity
            warn_if: > 0    | warn_if: >= 0    | no threshold
            error_if: > 2   | error_if: > x    | no threshold
            warn_if: > 0    | warn_if: > 3     | 0 <= warn_if <= error_if
            grace: 5 min    | grace: 5 minutes | no grace
            grace: 5 min    | grace: 200 h     | a grace lies between
            repair: none    | repair: update   | no such repair
            runbook: docs/operations/checks/a-check.md | runbook: docs/a-check.md | is not its page
            owner: publishing | owner publishing | no field of a header
            owner: publishing | owner: a   owner: b | twice in the header
            owner: publishing | colour: red    | no field of a header
            'incident: 0, check 1' | grace: 1 s | twice in the header
            id: a-check     | id: another      | the id is not the file's name
            """)
    void a_header_that_is_not_exact_is_refused_and_its_file_named(String good, String bad, String why) {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> CheckFile.read("a-check.sql", GOOD.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a-check.sql: ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- repair: none              incident: 0, check 1\n",
                "-- owner: publishing   runbook: docs/operations/checks/a-check.md\n"
            })
    void a_missing_field_is_refused(String line) {
        assertThatThrownBy(() -> CheckFile.read("a-check.sql", GOOD.replace(line, "")))
                .hasMessageContaining("missing in the header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE x SET y = 1", "DELETE FROM x", "SELECT 1; SELECT 2", ""})
    void only_one_statement_that_reads_is_a_check(String sql) {
        var text = GOOD.substring(0, GOOD.indexOf("SELECT")) + sql;

        assertThatThrownBy(() -> CheckFile.read("a-check.sql", text)).hasMessageContaining("a check is one");
    }

    @Test
    void a_grace_is_a_knob_and_one_for_no_check_stops_the_start() {
        var longer = new IntegrityChecks(properties(Map.of("stalled", Duration.ofHours(2))));

        assertThat(longer.of("stalled").orElseThrow().grace()).isEqualTo(Duration.ofHours(2));
        assertThatThrownBy(() -> new IntegrityChecks(properties(Map.of("no-such-check", Duration.ofHours(2)))))
                .hasMessageContaining("no-such-check");
    }

    private static CheckProperties properties(Map<String, Duration> grace) {
        var some = Duration.ofSeconds(10);
        return new CheckProperties(true, some, some, some, some, some, 10, some, grace);
    }
}
