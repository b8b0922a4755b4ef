package dev.colophon.database;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What has become of a release's columns that the release, still running, cannot live with. */
final class ColumnChange {

    private ColumnChange() {}

    /** @param retired what may be gone: columns that have a record of their retirement */
    static List<String> refused(List<Column> released, List<Column> today, Set<String> retired) {
        var now = today.stream().collect(toMap(Column::name, Function.identity()));
        var before = released.stream().collect(toMap(Column::name, Function.identity()));
        var tables = released.stream().map(Column::table).collect(toSet());
        var refused = new ArrayList<String>();
        for (var column : released) {
            var found = now.get(column.name());
            if (found == null) {
                if (!retired.contains(column.name())) {
                    refused.add(column.name() + " is gone, and has no record in docs/operations/retired-columns.md");
                }
            } else if (!found.type().equals(column.type())) {
                refused.add("%s was %s and is %s".formatted(column.name(), column.type(), found.type()));
            }
        }
        for (var column : today) {
            var old = before.get(column.name());
            if (column.wanted() && tables.contains(column.table()) && (old == null || !old.wanted())) {
                refused.add(column.name() + " takes no null and has no default: the release's INSERT does not name it");
            }
        }
        return refused;
    }
}
