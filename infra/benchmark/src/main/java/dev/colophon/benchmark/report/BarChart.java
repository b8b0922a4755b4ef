package dev.colophon.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars with their figures, as an SVG that needs nothing else. Readable on light and dark pages. */
public final class BarChart {

    private static final int WIDTH = 760;
    private static final int LABELS = 190;
    private static final int FIGURES = 110;
    private static final int TOP = 40;
    private static final int LINE = 26;
    private static final int THICKNESS = 16;

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();
    private boolean logarithmic;

    public BarChart(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Lengths are of the logarithm of one plus the value, since the values differ by orders of magnitude. */
    public BarChart logarithmic() {
        logarithmic = true;
        return this;
    }

    /** @param value not negative */
    public BarChart bar(String label, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(label + ": " + value);
        }
        bars.add(new Bar(label, value));
        return this;
    }

    public String svg() {
        var height = TOP + bars.size() * LINE + 10;
        var svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="13">
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                <text x="10" y="24" font-size="15" font-weight="bold" fill="#1f2328">%3$s (%4$s)</text>
                """, WIDTH, height, escaped(title), escaped(unit)));
        var longest =
                bars.stream().mapToDouble(bar -> length(bar.value())).max().orElse(0);
        for (var i = 0; i < bars.size(); i++) {
            svg.append(line(bars.get(i), TOP + i * LINE, longest));
        }
        return svg.append("</svg>\n").toString();
    }

    private String line(Bar bar, int y, double longest) {
        var room = WIDTH - LABELS - FIGURES;
        var length = longest == 0 ? 0 : length(bar.value()) / longest * room;
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end" fill="#1f2328">%s</text>
                <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
                <text x="%.1f" y="%d" fill="#1f2328">%s</text>
                """,
                LABELS - 8,
                y + THICKNESS - 3,
                escaped(bar.label()),
                LABELS,
                y,
                length,
                THICKNESS,
                bar.label().startsWith("colophon") ? "#0969da" : "#8c959f",
                LABELS + length + 6,
                y + THICKNESS - 3,
                String.format(Locale.ROOT, bar.value() < 100 ? "%.1f" : "%,.0f", bar.value()));
    }

    private double length(double value) {
        return logarithmic ? Math.log1p(value) : value;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private record Bar(String label, double value) {}
}
