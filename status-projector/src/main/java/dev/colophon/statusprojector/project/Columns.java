package dev.colophon.statusprojector.project;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Many rows as one parameter per column, for {@code unnest}: one statement whatever their number, and its text does not depend
 * on it. Values travel as text, and the statement casts the arrays.
 */
final class Columns<T> {

    private final List<T> rows;
    private final MapSqlParameterSource parameters = new MapSqlParameterSource();

    Columns(List<T> rows) {
        this.rows = rows;
    }

    Columns<T> with(String name, Function<T, @Nullable Object> value) {
        var column = new @Nullable String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = Objects.toString(value.apply(rows.get(i)), null);
        }
        parameters.addValue(name, column);
        return this;
    }

    SqlParameterSource parameters() {
        return parameters;
    }
}
