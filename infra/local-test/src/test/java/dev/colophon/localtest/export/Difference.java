package dev.colophon.localtest.export;

import org.jspecify.annotations.Nullable;

/**
 * A field that is at the site otherwise than in the export.
 *
 * @param why it is as it should be all the same; null where nobody expected it
 */
public record Difference(
        String story,
        String field,
        String export,
        String site,
        @Nullable String why) {

    public boolean isExpected() {
        return why != null;
    }

    String row() {
        return "| %s | %s | %s | %s | %s |"
                .formatted(story, field, cell(export), cell(site), why == null ? "**NOT EXPECTED**" : why);
    }

    private static String cell(String text) {
        var line = text.replaceAll("\\s+", " ").replace("|", "\\|");
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }
}
