package dev.colophon.testkit.postgres;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of the four services on one server: how it is laid, reached, migrated and emptied. */
final class ColophonDatabase {

    static final String SUPERUSER = "postgres";

    private static final String NAME = "colophon";
    private static final List<String> SERVICES =
            List.of("publish_api", "outbox_relay", "wordpress_publisher", "status_projector");

    private static final String TABLES = """
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname = ? AND tablename NOT IN ('flyway_schema_history', 'probe')""";

    /** As the other roles' passwords are: initdb did not know the server's settings. No statement holds the password itself. */
    private static final String HASH_AS_THE_SETTINGS_SAY = """
            DO $$ BEGIN
              EXECUTE format('ALTER ROLE %I PASSWORD %L', current_user, current_setting('colophon.password'));
            END $$""";

    private final int port;
    private final String password;

    ColophonDatabase(int port, String password) {
        this.port = port;
        this.password = password;
    }

    String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    DataSource as(String role) {
        return dataSource(NAME, role);
    }

    void bootstrap() {
        try {
            createDatabase();
            try (Connection connection = as(SUPERUSER).getConnection()) {
                for (String role : roles()) {
                    giveSetting(connection, "colophon.password." + role, password);
                }
                runScript(connection, "infra/postgres/bootstrap.sql");
                runScript(connection, "infra/postgres/slot.sql");
                giveSetting(connection, "colophon.password", password);
                run(connection, HASH_AS_THE_SETTINGS_SAY);
            }
            for (String role : roles()) {
                requireSynchronousCommit(role);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot bootstrap the database " + NAME, e);
        }
    }

    void migrate(String module) {
        String service = module.replace('-', '_');
        Flyway.configure()
                .dataSource(as(service + "_owner"))
                .locations("filesystem:" + RepositoryFiles.resolve(module + "/src/main/resources/db/migration"))
                .defaultSchema(service)
                .createSchemas(false)
                // The relay's schema holds what bootstrap.sql made: without this Flyway refuses its first migration.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** By DELETE, since small tables are emptied sooner so than by TRUNCATE; triggers and foreign keys are not asked. */
    void clear(String schema) {
        try (Connection connection = as(SUPERUSER).getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL session_replication_role = replica");
            run(connection, "SET LOCAL lock_timeout = '10s'");
            for (String table : tables(connection, schema)) {
                run(connection, "DELETE FROM " + table);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot empty the schema " + schema, e);
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = dataSource("postgres", SUPERUSER).getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, NAME);
            try (ResultSet found = query.executeQuery()) {
                if (!found.next()) {
                    run(connection, "CREATE DATABASE " + NAME);
                }
            }
        }
    }

    void requireSynchronousCommit(String role) throws SQLException {
        try (Connection connection = as(role).getConnection();
                Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("SHOW synchronous_commit")) {
            shown.next();
            if (!"on".equals(shown.getString(1))) {
                throw new IllegalStateException("synchronous_commit is %s for %s: a crash could take a commit back"
                        .formatted(shown.getString(1), role));
            }
        }
    }

    private static List<String> roles() {
        return SERVICES.stream()
                .<String>mapMulti((service, roles) -> {
                    roles.accept(service + "_owner");
                    roles.accept(service);
                })
                .toList();
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TABLES)) {
            query.setString(1, schema);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    private static void giveSetting(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static void runScript(Connection connection, String file) throws SQLException {
        try {
            run(connection, Files.readString(RepositoryFiles.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private DataSource dataSource(String database, String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(jdbcUrl(database));
        source.setUser(role);
        source.setPassword(password);
        source.setConnectTimeout(10);
        return source;
    }
}
