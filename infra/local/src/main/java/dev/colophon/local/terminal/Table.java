package dev.colophon.local.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in columns. A cell that is too long is cut with an ellipsis; the last column is never cut. */
public final class Table {

    private static final int CELL_WIDTH_MAX = 44;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    public void row(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> cell.replaceAll("\\s+", " ").strip())
                .toList());
    }

    public List<String> lines() {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(cut(row, i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
            var cell = cut(row, i);
            line.append(cell).repeat(" ", Math.max(0, widths[i] - width(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String cut(List<String> row, int column) {
        var cell = row.get(column);
        if (column == row.size() - 1 || width(cell) <= CELL_WIDTH_MAX) {
            return cell;
        }
        var kept = new StringBuilder();
        cell.codePoints()
                .takeWhile(point -> width(kept.toString()) + width(point) < CELL_WIDTH_MAX)
                .forEach(kept::appendCodePoint);
        return kept.append('…').toString();
    }

    private static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    // Roughly as terminals do it: combining marks and joiners take no column, East Asian text and pictures two.
    private static int width(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default ->
                (point >= 0x1100 && point <= 0x115F)
                                || (point >= 0x2E80 && point <= 0xA4CF)
                                || (point >= 0xAC00 && point <= 0xD7A3)
                                || (point >= 0xFE30 && point <= 0xFF60)
                                || (point >= 0x1F300 && point <= 0x1FAFF)
                        ? 2
                        : 1;
        };
    }
}
