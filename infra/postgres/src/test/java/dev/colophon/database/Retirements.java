package dev.colophon.database;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The records of columns that went in stages, as the table of docs/operations/retired-columns.md has them. */
final class Retirements {

    private static final int STABLE_DAYS = 7;
    private static final int PROVEN_MONTHS = 1;
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `([a-z_]+\\.[a-z_0-9]+\\.[a-z_0-9]+)` \\| (\\d{4}-\\d\\d-\\d\\d) \\| (\\d{4}-\\d\\d-\\d\\d) \\| (\\d{4}-\\d\\d-\\d\\d) \\| (V\\d+) \\|$");

    private Retirements() {}

    /** The columns of the page that went through all stages, each as long as it must. */
    static Set<String> on(String page) {
        var retired = new HashSet<String>();
        var row = ROW.matcher(page);
        while (row.find()) {
            var compared = LocalDate.parse(row.group(2));
            var unused = LocalDate.parse(row.group(3));
            var dropped = LocalDate.parse(row.group(4));
            if (!unused.isBefore(compared.plusDays(STABLE_DAYS))
                    && !dropped.isBefore(unused.plusMonths(PROVEN_MONTHS))) {
                retired.add(row.group(1));
            }
        }
        return retired;
    }
}
