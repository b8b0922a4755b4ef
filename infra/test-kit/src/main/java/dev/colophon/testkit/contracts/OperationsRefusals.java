package dev.colophon.testkit.contracts;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How one service's operations API refuses, as docs/contracts/operations.md lists it. A service's own test holds its codes against this
 * list.
 */
public final class OperationsRefusals {

    /** What a failing comparison says: where the missing row goes. */
    public static final String ADVICE =
            "codes, the status of each and what to do about it: a new one needs its row in docs/contracts/operations.md, under Refusals";

    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z_]+)` \\| (\\d{3})(?: \\([^|)]+\\))? \\| ([a-z, -]+) \\| (.+) \\|$");

    private OperationsRefusals() {}

    /** Its status and what to do, as {@link #row} has them, by code; {@code service} such as {@code outbox-relay}. */
    public static SortedMap<String, String> of(String service) {
        var rows = new TreeMap<String, String>();
        for (var line : OperationsRoutes.page()) {
            var row = ROW.matcher(line);
            if (row.find()) {
                var services = List.of(row.group(3).split(", ", -1));
                if (services.contains("all") || services.contains(service)) {
                    rows.put(row.group(1), row(Integer.parseInt(row.group(2)), row.group(4)));
                }
            }
        }
        return rows;
    }

    /** What a row says of a code, for a service to say the same of its own. */
    public static String row(int status, String fix) {
        return status + " " + fix;
    }
}
