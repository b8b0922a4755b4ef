package dev.colophon.publishapi.console;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a preview is asked for, as it was filled in.
 *
 * @param site id of a site; empty for all
 * @param publications ids, between blanks, commas or new lines; empty for all
 * @param from when the event happened, in UTC, as a form has it; inclusive
 * @param to exclusive
 */
record RebuildForm(String site, String publications, String kind, String from, String to, String reason) {

    static final RebuildForm EMPTY = new RebuildForm("", "", "", "", "", "");

    private static final int MOST_PUBLICATIONS = 1_000;
    private static final int LONGEST_REASON = 1_000;
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern KIND = Pattern.compile("[a-z_]{0,40}");

    /** What is wrong with it, in the order of the form; empty if nothing is. */
    List<String> faults() {
        var ids = ids();
        return Stream.of(
                        fault(
                                !ids.stream().allMatch(RebuildForm::isId),
                                "Publications: ids alone, such as they stand on their pages."),
                        fault(ids.size() > MOST_PUBLICATIONS, "Publications: at most " + MOST_PUBLICATIONS + "."),
                        fault(!site.isEmpty() && !isId(site), "Site: choose one of the list."),
                        fault(!KIND.matcher(kind).matches(), "Kind of event: a word such as published."),
                        fault(!isMoment(from) || !isMoment(to), "A time is written as 2026-11-28T18:00."),
                        fault(reason.isBlank() || reason.length() > LONGEST_REASON, "Say why, for the record."))
                .filter(fault -> !fault.isEmpty())
                .toList();
    }

    /** As the projector reads it; only for a form without faults. */
    Map<String, Object> selection() {
        var selection = new LinkedHashMap<String, Object>();
        if (!ids().isEmpty()) {
            selection.put("publicationIds", ids().stream().map(UUID::fromString).toList());
        }
        put(selection, "siteId", site);
        put(selection, "kind", kind);
        put(selection, "occurredFrom", instant(from));
        put(selection, "occurredTo", instant(to));
        return selection;
    }

    private List<String> ids() {
        return BETWEEN.splitAsStream(publications)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    private static void put(Map<String, Object> selection, String name, String value) {
        if (!value.isEmpty()) {
            selection.put(name, value);
        }
    }

    private static String fault(boolean so, String words) {
        return so ? words : "";
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static boolean isMoment(String text) {
        try {
            return instant(text) != null;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static String instant(String text) {
        return text.isEmpty()
                ? ""
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toString();
    }
}
