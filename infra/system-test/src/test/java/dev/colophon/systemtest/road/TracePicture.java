package dev.colophon.systemtest.road;

import dev.colophon.systemtest.pipeline.SpanCollector.Told;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A trace as SVG: a bar for each span, from its beginning to its end, in the colour of its service. */
final class TracePicture {

    private static final int LEFT = 330;
    private static final int WIDTH = 600;
    private static final int ROW = 20;
    private static final Map<String, String> COLOURS = Map.of(
            "publish-api", "#2f6f9f",
            "outbox-relay", "#8a6d1d",
            "wordpress-publisher", "#2e7d4f",
            "status-projector", "#8c4a6b");

    private TracePicture() {}

    static String of(List<Told> spans) {
        var began = spans.getFirst().span().getStartTimeUnixNano();
        var ended = spans.stream()
                .mapToLong(told -> told.span().getEndTimeUnixNano())
                .max()
                .orElseThrow();
        var svg = new StringBuilder()
                .append(String.format(
                        Locale.ROOT,
                        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n",
                        LEFT + WIDTH + 80,
                        (spans.size() + 2) * ROW))
                .append(String.format(Locale.ROOT, "<rect width='100%%' height='100%%' fill='#ffffff'/>%n"));
        for (var row = 0; row < spans.size(); row++) {
            svg.append(bar(spans.get(row), row, began, (double) WIDTH / (ended - began)));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Told told, int row, long began, double perNano) {
        var y = ROW + row * ROW;
        var length = told.span().getEndTimeUnixNano() - told.span().getStartTimeUnixNano();
        var x = LEFT + (told.span().getStartTimeUnixNano() - began) * perNano;
        var width = Math.max(1.5, length * perNano);
        return String.format(
                        Locale.ROOT,
                        "<text x='8' y='%d' fill='#222'>%s · %s</text>%n",
                        y + 13,
                        told.service(),
                        told.name())
                + String.format(
                        Locale.ROOT,
                        "<rect x='%.1f' y='%d' width='%.1f' height='13' fill='%s'/>%n",
                        x,
                        y + 3,
                        width,
                        COLOURS.getOrDefault(told.service(), "#555"))
                + String.format(
                        Locale.ROOT,
                        "<text x='%.1f' y='%d' fill='#555'>%.0f ms</text>%n",
                        x + width + 4,
                        y + 13,
                        length / 1e6);
    }
}
