package dev.colophon.benchmark.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final String LOG = """
            2026-11-28 03:00:00.001 UTC [11] LOG:  execute <unnamed>: BEGIN
            2026-11-28 03:00:00.002 UTC [11] LOG:  execute S_1: SELECT id
            \t  FROM site WHERE key = $1
            2026-11-28 03:00:00.002 UTC [11] DETAIL:  Parameters: $1 = 'bench'
            2026-11-28 03:00:00.003 UTC [12] LOG:  execute <unnamed>: BEGIN
            2026-11-28 03:00:00.003 UTC [12] LOG:  execute S_4: SELECT $1
            2026-11-28 03:00:00.003 UTC [12] DETAIL:  Parameters: $1 = 'other'
            2026-11-28 03:00:00.004 UTC [11] LOG:  execute S_2: INSERT INTO story VALUES ($1, $2, $3)
            2026-11-28 03:00:00.004 UTC [11] DETAIL:  Parameters: $1 = 'the-token', $2 = 'it''s $1 = ''x'', so', $3 = NULL
            2026-11-28 03:00:00.005 UTC [12] LOG:  execute S_5: COMMIT
            2026-11-28 03:00:00.006 UTC [11] LOG:  execute S_3: COMMIT
            """;

    @Test
    void it_is_the_transaction_of_one_session_with_its_parameters_as_they_were() {
        var recorded = Recording.read("the-token", LOG).statements();

        assertThat(recorded)
                .extracting(Recording.Statement::sql)
                .containsExactly("SELECT id\n  FROM site WHERE key = $1", "INSERT INTO story VALUES ($1, $2, $3)");
        assertThat(recorded.getLast().parameters()).containsExactly("the-token", "it's $1 = 'x', so", null);
    }

    @Test
    void a_parameter_may_be_long() {
        var body = "<p>it''s</p>".repeat(50_000);
        var recorded =
                Recording.read("the-token", LOG.replace("so'", body + "'")).statements();

        assertThat(recorded.getLast().parameters().get(1)).hasSize(15 + 11 * 50_000);
    }

    @Test
    void a_log_without_it_is_no_recording() {
        assertThatThrownBy(() -> Recording.read("another-token", LOG)).isInstanceOf(IllegalStateException.class);
    }
}
