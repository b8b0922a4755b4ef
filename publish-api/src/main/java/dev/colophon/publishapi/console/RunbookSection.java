package dev.colophon.publishapi.console;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A part of a runbook, from one heading to the next, so that an alert can link to its own.
 *
 * @param anchor the heading as links to it are written: in lower case, with hyphens; empty for what stands before the first
 */
record RunbookSection(String anchor, String text) {

    private static final Pattern START = Pattern.compile("(?m)^(?=## )");
    private static final Pattern HEADING = Pattern.compile("\\A## (.+)");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    /** Together they are the page, character by character. */
    static List<RunbookSection> of(String page) {
        return START.splitAsStream(page).map(RunbookSection::read).toList();
    }

    private static RunbookSection read(String text) {
        var heading = HEADING.matcher(text);
        return new RunbookSection(heading.find() ? anchorOf(heading.group(1)) : "", text);
    }

    private static String anchorOf(String heading) {
        return NOT_IN_ANCHORS
                .matcher(heading.strip().toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }
}
