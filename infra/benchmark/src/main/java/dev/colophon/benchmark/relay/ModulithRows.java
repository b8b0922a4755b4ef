package dev.colophon.benchmark.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Rows of Spring Modulith's registry. One by one the application itself publishes them; a backlog is written as the registry leaves what
 * could not be sent, with the names that its own first row bears.
 */
final class ModulithRows implements Rows {

    private static final String INSERT = """
            INSERT INTO benchmark.event_publication (id, listener_id, event_type, serialized_event, publication_date, status,
              completion_attempts)
            SELECT ?, listener_id, event_type, ?, now(), 'FAILED', 1 FROM
              (SELECT listener_id, event_type FROM benchmark.event_publication LIMIT 1) known
            """;
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Connection connection;
    private final Payload payload;
    private final URI door;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ModulithRows(Connection connection, int port, Payload payload) throws SQLException {
        this.connection = connection;
        this.payload = payload;
        this.door = URI.create("http://127.0.0.1:" + port + "/");
        connection.setAutoCommit(false);
    }

    @Override
    public void one(int row) {
        var request = HttpRequest.newBuilder(door)
                .POST(BodyPublishers.ofString(row + " " + payload.text(row)))
                .build();
        var deadline = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            try {
                var status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status != 204) {
                    throw new IllegalStateException("the application answers " + status);
                }
                return;
            } catch (ConnectException notYet) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the application does not answer", notYet);
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            } catch (IOException lost) {
                throw new IllegalStateException("the application does not answer", lost);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void some(int first, int count) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var row = first; row < first + count; row++) {
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, payload.of(row));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    @Override
    public void close() throws SQLException {
        http.close();
        connection.close();
    }
}
