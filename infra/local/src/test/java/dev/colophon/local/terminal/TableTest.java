package dev.colophon.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void columns_are_as_wide_as_their_widest_cell() {
        var table = new Table("STORY", "STATUS", "POST");
        table.row("Tides", "published", "http://wp/tides/");
        table.row("Ice ⛸", "x", "-");

        assertThat(table.lines())
                .containsExactly("STORY  STATUS     POST", "Tides  published  http://wp/tides/", "Ice ⛸  x          -");
    }

    @Test
    void a_long_cell_is_cut_and_the_last_one_never() {
        var table = new Table("STORY", "POST");
        table.row("x".repeat(100), "y".repeat(100));

        assertThat(table.lines().getLast()).contains("x".repeat(43) + "…").endsWith("y".repeat(100));
    }

    @Test
    void line_breaks_in_a_cell_do_not_break_the_table() {
        var table = new Table("STORY", "POST");
        table.row("two\nlines", "-");

        assertThat(table.lines()).hasSize(2);
    }
}
