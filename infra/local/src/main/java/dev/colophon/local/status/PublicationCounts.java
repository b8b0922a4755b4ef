package dev.colophon.local.status;

import dev.colophon.local.part.PostgresPart;
import java.sql.SQLException;
import java.util.ArrayList;

/** How many publications have which status, by the view that status-projector publishes, read as publish-api does. */
final class PublicationCounts {

    private static final String READER = "publish_api";
    private static final String COUNTS = """
            SELECT status, count(*) FROM status_projector.publication_status_v1 GROUP BY status ORDER BY status
            """;

    private PublicationCounts() {}

    static String in(PostgresPart postgres) {
        try (var connection = postgres.as(READER).getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(10);
            var counts = new ArrayList<String>();
            try (var rows = statement.executeQuery(COUNTS)) {
                while (rows.next()) {
                    counts.add(rows.getLong(2) + " " + rows.getString(1));
                }
            }
            return counts.isEmpty() ? "none yet" : String.join(", ", counts);
        } catch (SQLException unreadable) {
            return "not known (" + unreadable.getMessage() + ")";
        }
    }
}
