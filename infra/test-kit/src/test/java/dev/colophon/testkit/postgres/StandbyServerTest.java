package dev.colophon.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class StandbyServerTest {

    private final PostgresServer primary;

    StandbyServerTest(PostgresServer primary) {
        this.primary = primary;
    }

    @Test
    void a_standby_follows_refuses_writes_and_takes_over(@TempDir Path folder) throws SQLException {
        run(primary, "CREATE TABLE IF NOT EXISTS publish_api.followed (word text)");
        PostgresServer standby = primary.standby(folder);
        try {
            run(primary, "INSERT INTO publish_api.followed VALUES ('after the copy')");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ask(standby, "SELECT word FROM publish_api.followed"))
                            .isEqualTo("after the copy"));
            assertThat(ask(standby, "SELECT pg_is_in_recovery()")).isEqualTo("t");
            assertThatThrownBy(() -> run(standby, "INSERT INTO publish_api.followed VALUES ('no')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");

            standby.promote();

            assertThat(ask(standby, "SELECT pg_is_in_recovery()")).isEqualTo("f");
            run(standby, "INSERT INTO publish_api.followed VALUES ('yes')");
        } finally {
            standby.kill();
            run(primary, "DROP TABLE publish_api.followed");
        }
    }

    private static void run(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
