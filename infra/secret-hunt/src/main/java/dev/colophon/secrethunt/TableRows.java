package dev.colophon.secrethunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every row of every table that is not PostgreSQL's own; of bytes what can be read, so that what is sealed is seen to be sealed.
 *
 * @param known what a story says, and so is found among them
 */
public record TableRows(JdbcClient sql, String known) implements Place {

    private static final int MOST = 200_000;

    private static final String TABLES = """
            SELECT format('SELECT concat_ws(chr(10), %s) FROM %I.%I LIMIT %s',
                     string_agg(format(CASE WHEN a.atttypid = 'bytea'::regtype THEN 'encode(%I, ''escape'')' ELSE '%I::text' END,
                                       a.attname), ', ' ORDER BY a.attnum),
                     n.nspname, c.relname, CAST(:most AS text))
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname
            """;

    private static final String SCHEMAS = """
            SELECT DISTINCT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'
            """;

    @Override
    public void show(BiConsumer<String, String> eye) {
        assertThat(sql.sql(SCHEMAS).query(String.class).list())
                .contains("publish_api", "outbox_relay", "wordpress_publisher", "status_projector");
        var seen = new AtomicInteger();
        tables().forEach(table -> {
            var rows = new AtomicInteger();
            sql.sql(table).query(row -> {
                var text = row.getString(1);
                rows.incrementAndGet();
                seen.addAndGet(text.contains(known) ? 1 : 0);
                eye.accept("a row of " + table.replaceFirst("(?s)^.* FROM ", ""), text);
            });
            assertThat(rows.get()).as("rows of %s", table).isLessThan(MOST);
        });
        assertThat(seen).as("rows that say: %s", known).hasPositiveValue();
    }

    private List<String> tables() {
        return sql.sql(TABLES)
                .param("most", MOST)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
