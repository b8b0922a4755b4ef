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
            "codes and what to do about each: a new one needs its row in docs/contracts/operations.md, under Refusals";

    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\| \\d{3} \\| ([a-z, -]+) \\| (.+) \\|$");

    private OperationsRefusals() {}

    /** What to do, by code; {@code service} such as {@code outbox-relay}. */
    public static SortedMap<String, String> of(String service) {
        var fixes = new TreeMap<String, String>();
        for (var line : OperationsRoutes.page()) {
            var row = ROW.matcher(line);
            if (row.find()) {
                var services = List.of(row.group(2).split(", ", -1));
                if (services.contains("all") || services.contains(service)) {
                    fixes.put(row.group(1), row.group(3));
                }
            }
        }
        return fixes;
    }
}
